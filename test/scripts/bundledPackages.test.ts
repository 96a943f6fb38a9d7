import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundledPackage, licenceProblems, packagesOf, thirdPartyNotices } from '../../scripts/bundledPackages.ts';

const lawful: BundledPackage = { name: 'one', version: '1.0.0', licence: 'MIT', licenceText: 'Permission is hereby granted' };

describe('packages in the bundles', () => {
  for (const [what, change, problem] of [
    ['an MIT package with its text', {}, undefined],
    ['a copyleft licence', { licence: 'GPL-3.0' }, /one 1\.0\.0 is under GPL-3\.0/],
    ['a package that names no licence', { licence: 'unknown' }, /is under unknown/],
    ['a licence whose text is not in the package', { licenceText: '' }, /ships no licence text/],
  ] as const) {
    it(`${problem ? 'refuses' : 'accepts'} ${what}`, () => {
      const [found] = licenceProblems([{ ...lawful, ...change }]);
      if (problem) assert.match(found ?? '', problem);
      else assert.equal(found, undefined);
    });
  }

  describe('found by the files that were bundled', () => {
    let root: string;

    before(() => {
      root = mkdtempSync(join(tmpdir(), 'farthing-bundled-'));
      for (const name of ['one', '@scope/two', 'one/node_modules/inner']) {
        const folder = join(root, 'node_modules', name);
        mkdirSync(folder, { recursive: true });
        writeFileSync(
          join(folder, 'package.json'),
          JSON.stringify({ name: name.split('node_modules/').at(-1), version: '2.0.0', license: 'ISC' }),
        );
        writeFileSync(join(folder, 'LICENSE.md'), `Terms of ${name}\n`);
      }
    });
    after(() => rmSync(root, { recursive: true, force: true }));

    it('names each package once, nested and scoped ones too, and none for our own files', () => {
      const files = ['server/cli/main.ts', 'node_modules/one/a.js', 'node_modules/one/b.js', 'node_modules/@scope/two/dist/c.js'];
      const packages = packagesOf(root, [...files, 'node_modules/one/node_modules/inner/d.js']);
      assert.deepEqual(
        packages.map(({ name }) => name),
        ['@scope/two', 'inner', 'one'],
      );
    });

    it('carries every licence text into the notices', () => {
      const notices = thirdPartyNotices(packagesOf(root, ['node_modules/one/a.js', 'node_modules/@scope/two/b.js']));
      assert.match(notices, /@scope\/two 2\.0\.0 \(ISC\)\n\nTerms of @scope\/two/);
      assert.match(notices, /one 2\.0\.0 \(ISC\)\n\nTerms of one/);
    });

    it('takes the text that a package lacks from one of the same source under the same licence, and from no other', () => {
      const from = (name: string, repository: string) => ({ name, version: '1.0.0', license: 'ISC', repository: { url: repository } });
      for (const [name, repository, text] of [
        ['lacks', 'git:a', undefined],
        ['ships', 'git:a', 'Terms of all'],
        ['stranger', 'git:b', undefined],
      ] as const) {
        const folder = join(root, 'node_modules', name);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'package.json'), JSON.stringify(from(name, repository)));
        if (text !== undefined) writeFileSync(join(folder, 'LICENSE'), text);
      }
      const packages = packagesOf(root, ['node_modules/lacks/a.js', 'node_modules/ships/a.js', 'node_modules/stranger/a.js']);
      assert.deepEqual(
        packages.map(({ licenceText }) => licenceText),
        ['Terms of all', 'Terms of all', ''],
      );
    });
  });
});
