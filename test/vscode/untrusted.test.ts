import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryTree } from '../temporaryTree.ts';
import { type CodeServer, installExtension, startCodeServer } from './codeServer.ts';
import { whatIsMissing } from './testHost.ts';
import { vsix } from './vsix.ts';
import { type Browser, remote, startBrowser, windowUrl } from './window.ts';
import { REFUSED } from './workspace.ts';

describe('in a workspace that nobody has trusted', function () {
  this.timeout(90_000);
  const missing = whatIsMissing();
  let server: CodeServer | undefined;
  let browser: Browser | undefined;
  let folder: string;

  before(async function () {
    if (missing !== undefined) this.skip();
    // A configuration file that is code is what a linter must not run.
    folder = temporaryTree({
      'extensions/.keep': '',
      'project/refused.py': REFUSED,
      'project/farthing.config.js': "require('node:fs').writeFileSync(__dirname + '/ran', '')\n",
    });
    installExtension(await vsix(), join(folder, 'extensions'));
    server = await startCodeServer({
      extensions: join(folder, 'extensions'),
      trust: true,
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
      },
    });
    browser = await startBrowser();
    browser.page.setDefaultTimeout(30_000);
    const file = remote(server, join(folder, 'project/refused.py'));
    await browser.page.goto(windowUrl(server, { folder: join(folder, 'project') }, [['openFile', file]]));
    await browser.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ timeout: 60_000 });
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('findings and costs are shown', async () => {
    const page = browser?.page;
    await page?.locator('.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning').first().waitFor();
    await page?.locator('.codelens-decoration a', { hasText: '$' }).first().waitFor();
  });

  it('nothing of the workspace is run or written', () =>
    assert.deepEqual(readdirSync(join(folder, 'project')).sort(), ['farthing.config.js', 'refused.py']));
});
