import assert from 'node:assert/strict';
import { readConfigs } from '../../../../server/project/config/configs.ts';
import { isIncluded, settingsFor } from '../../../../server/project/config/settings.ts';
import { Folders } from '../../../../server/project/folders.ts';
import { temporaryTree } from '../../../temporaryTree.ts';

async function settings(root: string, file: string, only?: string) {
  const path = `${root}/${file}`;
  const configs = await readConfigs({ places: [path.slice(0, path.lastIndexOf('/'))], folders: new Folders(), only });
  return { ...settingsFor(configs.forFile(path), path), errors: configs.errors, included: isIncluded(configs.forFile(path), path) };
}

describe('configuration of a file', () => {
  it('is the defaults where there is none', async () => {
    const { options, failOn, rules, included } = await settings(temporaryTree({ 'a.py': '' }), 'a.py');
    assert.deepEqual([options.maxRetrievalK, options.callsPerMonth, failOn, rules, included], [10, 10_000, 'warn', {}, true]);
  });

  it('is the nearest one above it, alone', async () => {
    const root = temporaryTree({
      'farthing.jsonc': '{ "rules": { "missing-max-tokens": "off" }, "failOn": "error" }',
      'a/package.json': '{ "farthing": { "options": { "maxRetrievalK": 5 } } }',
      'a/b/package.json': '{ "name": "says-nothing" }',
      'a/b/x.py': '',
    });
    const { options, rules, failOn } = await settings(root, 'a/b/x.py');
    assert.deepEqual([options.maxRetrievalK, rules, failOn], [5, {}, 'warn']);
  });

  it('prefers farthing.jsonc to farthing.json, package.json and pyproject.toml of the same folder', async () => {
    const files = {
      'pyproject.toml': '[tool.farthing.options]\nmaxRetrievalK = 4\n',
      'package.json': '{ "farthing": { "options": { "maxRetrievalK": 3 } } }',
      'farthing.json': '{ "options": { "maxRetrievalK": 2 } }',
      'farthing.jsonc': '{ "options": { "maxRetrievalK": 1 } }',
    };
    const order = Object.keys(files).reverse();
    for (let from = 0; from < order.length; from++) {
      const kept = Object.fromEntries(Object.entries(files).filter(([name]) => order.indexOf(name) >= from));
      assert.equal((await settings(temporaryTree(kept), 'x.py')).options.maxRetrievalK, from + 1, order[from]);
    }
  });

  it('starts from what it extends, later ones winning, itself over all', async () => {
    const root = temporaryTree({
      'base/one.jsonc':
        '{ "rules": { "missing-max-tokens": "error", "unknown-model": "off" }, "exclude": ["old/"], "options": { "callsPerMonth": 1 } }',
      'base/two.jsonc': '{ "rules": { "unknown-model": "warn" }, "options": { "callsPerMonth": 2 } }',
      'farthing.jsonc': '{ "extends": ["base/one.jsonc", "./base/two.jsonc"], "options": { "maxRetrievalK": 7 } }',
    });
    const { rules, options, included } = await settings(root, 'base/old/x.py');
    assert.deepEqual(rules, { 'missing-max-tokens': 'error', 'unknown-model': 'warn' });
    assert.deepEqual([options.callsPerMonth, options.maxRetrievalK, included], [2, 7, false]);
  });

  it('is overridden for some files, later overrides winning', async () => {
    const root = temporaryTree({
      'farthing.jsonc': `{ "rules": { "unknown-model": "warn" }, "overrides": [
        { "files": ["tests/"], "rules": { "unknown-model": "off" }, "options": { "maxRetrievalK": 100 } },
        { "files": ["*.slow.py"], "rules": { "unknown-model": "error" } } ] }`,
    });
    const of = async (file: string) => (await settings(root, file)).rules['unknown-model'];
    assert.deepEqual([await of('a.py'), await of('tests/deep/a.py'), await of('tests/a.slow.py')], ['warn', 'off', 'error']);
    assert.equal((await settings(root, 'tests/a.py')).options.maxRetrievalK, 100);
  });

  it('says which files are linted', async () => {
    const root = temporaryTree({
      'farthing.jsonc': '{ "include": ["src/**", "*.ipynb"], "exclude": ["src/legacy/", "!src/legacy/keep.py"] }',
    });
    const of = async (file: string) => (await settings(root, file)).included;
    assert.deepEqual(await Promise.all(['src/a.py', 'b.py', 'x/c.ipynb', 'src/legacy/d.py'].map(of)), [true, false, true, false]);
  });

  it('is one file for everything when that is asked for', async () => {
    const root = temporaryTree({ 'ci.jsonc': '{ "failOn": "never" }', 'farthing.jsonc': '{ "failOn": "info" }', 'a.py': '' });
    assert.equal((await settings(root, 'a.py', `${root}/ci.jsonc`)).failOn, 'never');
  });

  it('is an error with its place when it is wrong, also in what it extends', async () => {
    const root = temporaryTree({
      'farthing.jsonc': '{ "extends": "base.jsonc" }',
      'base.jsonc': '{\n  "rulez": {} }',
      'circle/farthing.jsonc': '{ "extends": "farthing.jsonc" }',
      'gone/farthing.jsonc': '{ "extends": "nowhere.jsonc" }',
    });
    const of = async (file: string) =>
      (await settings(root, file)).errors.map(({ path, line, message }) => [path.slice(root.length + 1), line, message]);
    assert.deepEqual(await of('a.py'), [['base.jsonc', 2, 'unknown key "rulez"; did you mean "rules"?']]);
    assert.deepEqual(await of('circle/a.py'), [
      ['circle/farthing.jsonc', undefined, '"extends" goes round in a circle through farthing.jsonc'],
    ]);
    assert.deepEqual(await of('gone/a.py'), [['gone/nowhere.jsonc', undefined, 'cannot read the configuration: it does not exist']]);
  });
});
