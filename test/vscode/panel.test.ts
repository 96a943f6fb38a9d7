import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { SITES_VERSION, type SiteFacts, type SitesUpdate } from '../../shared/protocol/sites.ts';
import { askRuntime } from '../../shared/runtime/gateway/controlClient.ts';
import { homeOf } from '../../shared/runtime/process/home.ts';
import { readLock } from '../../shared/runtime/process/lock.ts';
import { chat } from '../runtime/calls.ts';
import { type RuntimeProcess, removeHomes, startRuntime } from '../runtime/runtimeProcess.ts';
import { type StandIn, startStandIn } from '../runtime/standIn/standIn.ts';
import { temporaryTree } from '../temporaryTree.ts';
import { type CodeServer, installExtension, startCodeServer } from './codeServer.ts';
import { EditorPage } from './editorPage.ts';
import { pictureFailures, picturesFolder, THEMES } from './pictures.ts';
import { whatIsMissing } from './testHost.ts';
import { vsix } from './vsix.ts';
import { type Browser, remote, startBrowser, windowUrl } from './window.ts';

const MODELS = ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1'];
/** Lines of `agent.ts` that calls come from. */
const LINES = [4, 9, 14];

describe('the spend panel in the window of VS Code', function () {
  this.timeout(240_000);
  const missing = whatIsMissing();
  let standIn: StandIn;
  let runtime: RuntimeProcess;
  let server: CodeServer;
  let browser: Browser;
  let editor: EditorPage;
  let folder: string;

  before(async () => {
    if (missing !== undefined) return;
    standIn = await startStandIn();
    standIn.behave((_, index) => ({ said: { input: 1_500 + index * 210, cached: index % 2 === 0 ? 1_024 : 0, output: 140 + index * 35 } }));
    runtime = await startRuntime({
      standIn,
      settings: { user: 'ada', project: 'support-agent', timeZone: 'UTC', budgets: [{ scope: 'user', window: 'day', usd: 0.1 }] },
    });
    folder = temporaryTree({
      'extensions/.keep': '',
      'project/agent.ts': Array.from({ length: 20 }, (_, at) => `export const line${at + 1} = ${at + 1};`).join('\n'),
      'project/.vscode/settings.json': '{}',
    });
    await tellSites();
    installExtension(await vsix(), join(folder, 'extensions'));
    server = await startCodeServer({
      extensions: join(folder, 'extensions'),
      env: { FARTHING_HOME: runtime.home },
      settings: { 'workbench.colorTheme': 'Default Dark Modern' },
    });
    browser = await startBrowser();
    browser.page.setDefaultTimeout(30_000);
    editor = new EditorPage(browser.page, join(folder, 'project'));
    const open = remote(server, join(folder, 'project/agent.ts'));
    await browser.page.goto(windowUrl(server, { folder: join(folder, 'project') }, [['openFile', open]]));
    await browser.page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 });
  });

  beforeEach(function () {
    if (missing !== undefined) this.skip();
  });

  pictureFailures(() => browser?.page);

  after(async () => {
    await browser?.close();
    await server?.stop();
    await runtime?.stop();
    await standIn?.close();
    removeHomes();
  });

  /** As the language server tells them. */
  async function tellSites(): Promise<void> {
    const facts = LINES.map(
      (line): SiteFacts => ({
        place: { id: `site-${line}`, line, endLine: line, symbol: `Agent.step${line}` },
        fingerprint: {
          ...{
            operation: 'chat',
            language: 'typescript',
            models: { ids: [], open: true },
            prompt: [],
            tools: { names: [], complete: false },
          },
          ...{ complete: { system: false, prompt: false }, parameters: {} },
        },
      }),
    );
    const update: SitesUpdate = { version: SITES_VERSION, workspace: join(folder, 'project'), whole: true, files: { 'agent.ts': facts } };
    const lock = readLock(homeOf(runtime.home));
    assert.ok(lock);
    const { url, controlToken: token } = lock;
    const signal = AbortSignal.timeout(10_000);
    const reply = await askRuntime({ url, token, path: 'sites/test', method: 'PUT', body: JSON.stringify(update), signal });
    assert.equal(reply?.resume().statusCode, 200);
  }

  async function call(index: number): Promise<void> {
    const reply = await chat(runtime.url, {
      prompt: `question ${index}`,
      model: MODELS[index % MODELS.length] as string,
      maxTokens: 1_000,
      headers: { 'x-farthing-site': `agent.ts:${LINES[index % LINES.length]}` },
    });
    await reply.text();
  }

  const panel = (): FrameLocator => browser.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  const rows = () => panel().locator('#list tbody tr[data-seq]');

  it(`opens by its command, and shows a request as it happens${missing === undefined ? '' : ` (${missing})`}`, async () => {
    await call(0);
    // The extension is there, and follows the runtime.
    await browser.page.locator('.statusbar-item', { hasText: '$' }).waitFor({ timeout: 90_000 });
    await editor.command('Farthing: Open Spend Panel');
    await panel().locator('body[data-link="live"]').waitFor({ timeout: 60_000 });
    await rows().first().waitFor();
    assert.equal(await rows().count(), 1);
    for (let index = 1; index < 12; index++) await call(index);
    await panel().locator('#today-note', { hasText: '12 calls' }).waitFor();
    assert.match((await rows().first().textContent()) ?? '', /agent\.ts:14.*gpt-4\.1/);
  });

  it('lands on the line of the row that is clicked, and of the row that is entered', async () => {
    const cursor = (line: number) => browser.page.locator('.statusbar-item', { hasText: new RegExp(`Ln ${line}, `) });
    await rows().nth(2).click();
    await browser.page.locator('.tab.active', { hasText: 'agent.ts' }).waitFor();
    await cursor(4).waitFor();
    await rows().nth(2).focus();
    await browser.page.keyboard.press('ArrowUp');
    await browser.page.keyboard.press('Enter');
    await cursor(9).waitFor();
  });

  it('keeps its filter when it is hidden and shown again', async () => {
    await panel().locator('#filter').fill('mini');
    await panel().locator('#shown', { hasText: '4 matches' }).waitFor();
    await editor.command('View: Hide Panel');
    await browser.page.locator('iframe.webview.ready').waitFor({ state: 'hidden' });
    await editor.command('Farthing: Open Spend Panel');
    await panel().locator('#shown', { hasText: '4 matches' }).waitFor();
    await panel().locator('#filter').fill('');
    await panel().locator('#today-note', { hasText: '12 calls' }).waitFor();
  });

  for (const [name, theme, mark] of THEMES) {
    it(`wears the theme of the editor (${name})`, async () => {
      const { page } = browser;
      await editor.wear(theme, mark);
      const kind = name === 'high-contrast' ? 'vscode-high-contrast' : `vscode-${name}`;
      await panel().locator(`body.${kind}`).waitFor();
      await rows().first().waitFor();
      await page.screenshot({ path: join(picturesFolder, `panel-${name}.png`), animations: 'disabled' });
    });
  }

  it('says when the runtime has gone, and goes on with the next', async () => {
    await runtime.stop();
    await panel().getByText('No runtime is running').waitFor();
    assert.match((await panel().locator('#today-note').textContent()) ?? '', /^12 calls/);
    runtime = await startRuntime({ standIn, home: runtime.home, settings: { user: 'ada', timeZone: 'UTC' } });
    await panel().locator('body[data-link="live"]').waitFor();
    await call(100);
    await panel().locator('#today-note', { hasText: '13 calls' }).waitFor();
  });
});
