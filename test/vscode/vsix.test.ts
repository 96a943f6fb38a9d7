import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { root } from './testHost.ts';
import { vsix } from './vsix.ts';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Everything a package may hold; a rule a line. */
const ALLOWED = [
  /^dist\/[\w-]+\.js$/,
  /^dist\/[\w-]+\.wasm$/,
  /^dist\/spendPanel\.(css|html)$/,
  /^dist\/THIRD_PARTY_NOTICES\.txt$/,
  /^docs\/rules\/[\w-]+\.md$/,
  /^docs\/images\/[\w-]+\.png$/,
  /^images\/icon\.png$/,
  /^schemas\/farthing\.((user|policy)\.)?schema\.json$/,
  /^syntaxes\/[\w.]+\.tmLanguage\.json$/,
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
];

describe('the extension as one file', function () {
  this.timeout(60_000);
  let files: string[];

  before(async () => {
    files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  });

  it('holds what is meant to be in it and nothing else', () => {
    assert.deepEqual(
      files.filter(file => !ALLOWED.some(rule => rule.test(file))),
      [],
    );
  });

  it('holds every file its manifest names', () => {
    const { main, icon, contributes } = manifest;
    const named: string[] = [
      main,
      icon,
      contributes.jsonValidation[0].url,
      ...contributes.grammars.map(({ path }: { path: string }) => path),
    ];
    for (const { steps } of contributes.walkthroughs) {
      for (const { media } of steps) named.push(...(typeof media.image === 'string' ? [media.image] : Object.values<string>(media.image)));
    }
    const missing = named.map(path => path.replace(/^\.\//, '')).filter(path => !files.includes(path));
    assert.deepEqual(missing, []);
  });

  it('holds the three programs and the grammars they load', () => {
    for (const file of ['cli.js', 'languageServer.js', 'extension.js', 'web-tree-sitter.wasm', 'tree-sitter-python.wasm'])
      assert.ok(files.includes(`dist/${file}`), file);
  });

  it('is the same for every platform and no larger than 4 MB', async () => {
    const path = await vsix();
    assert.ok(statSync(path).size < 4_000_000, `${statSync(path).size} bytes`);
    const { stdout } = spawnSync('unzip', ['-p', path, 'extension.vsixmanifest'], { encoding: 'utf8' });
    if (stdout !== '') assert.doesNotMatch(stdout, /TargetPlatform=/);
  });

  it('depends on no other extension, and looks for something to do when a file is opened or when the window has started', () => {
    assert.equal(manifest.extensionDependencies, undefined);
    assert.equal(manifest.extensionPack, undefined);
    assert.ok(manifest.activationEvents.every((event: string) => /^(onLanguage:|onNotebook:|onStartupFinished$)/.test(event)));
  });

  it('has a page that names every setting and command, and links to nothing that is not there', () => {
    const page = readFileSync(join(root, 'docs/extension.md'), 'utf8');
    const { commands, configuration, menus } = manifest.contributes;
    const hidden = menus.commandPalette.map(({ command }: { command: string }) => command);
    const titles = commands
      .filter(({ command }: { command: string }) => !hidden.includes(command))
      .map(({ title }: { title: string }) => title);
    const settings = Object.keys(configuration.properties).filter(name => !name.startsWith('farthing.trace'));
    assert.deepEqual(
      [...titles, ...settings].filter(name => !page.includes(name)),
      [],
    );
    assert.doesNotMatch(page, /\]\((?!https:)/);
  });
});
