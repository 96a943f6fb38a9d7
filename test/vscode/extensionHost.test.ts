import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Test } from 'mocha';
import { temporaryTree } from '../temporaryTree.ts';
import { type CodeServer, installExtension, startCodeServer } from './codeServer.ts';
import type { Outcome } from './outcome.ts';
import { bundleSuite, type SuiteBundle } from './suiteBundle.ts';
import { whatIsMissing } from './testHost.ts';
import { vsix } from './vsix.ts';
import { type Browser, remote, startBrowser, windowUrl } from './window.ts';
import { workspaceFiles } from './workspace.ts';

/** The tests of `suite/` run in VS Code's extension host; each is a test here, added when its outcome is known. */
describe('in the extension host of VS Code', function () {
  this.timeout(300_000);
  const missing = whatIsMissing();
  let server: CodeServer | undefined;
  let browser: Browser | undefined;
  let suite: SuiteBundle | undefined;
  let ran = 0;

  after(async () => {
    await browser?.close();
    await server?.stop();
    suite?.remove();
  });

  before(async function () {
    if (missing !== undefined) return;
    const folder = temporaryTree({ ...workspaceFiles, 'extensions/.keep': '' });
    const outcome = join(folder, 'outcome.json');
    installExtension(await vsix(), join(folder, 'extensions'));
    suite = await bundleSuite();
    server = await startCodeServer({
      extensions: join(folder, 'extensions'),
      env: { FARTHING_OUTCOME: outcome, FARTHING_HOME: join(folder, 'home') },
    });
    browser = await startBrowser();
    const { page } = browser;
    const said: string[] = [];
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => said.push(`${type}: ${args.join(' ')}`));
    const ended = new Promise<number>(resolve => page.exposeFunction('codeAutomationExit', resolve));
    await page.goto(
      windowUrl(server, { workspace: join(folder, 'all.code-workspace') }, [
        ['extensionDevelopmentPath', remote(server, suite.extension)],
        ['extensionTestsPath', remote(server, suite.tests)],
        ['skipWelcome', 'true'],
      ]),
    );
    await ended;
    assert.ok(existsSync(outcome), `the suite did not run:\n${said.join('\n')}`);
    const outcomes: Outcome[] = JSON.parse(readFileSync(outcome, 'utf8'));
    for (const { title, error } of outcomes) {
      const inner = new Test(title.join(': '), () => {
        if (error !== undefined) throw new Error(error);
      });
      this.test?.parent?.addTest(inner);
    }
    ran = outcomes.length;
  });

  it(`runs a suite of its own${missing === undefined ? '' : ` (${missing})`}`, function () {
    if (missing !== undefined) this.skip();
    assert.ok(ran > 0);
  });
});
