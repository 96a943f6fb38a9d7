import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StandIn, startStandIn } from '../runtime/standIn/standIn.ts';
import { temporaryTree } from '../temporaryTree.ts';
import { type CodeServer, installExtension, startCodeServer } from './codeServer.ts';
import { EditorPage } from './editorPage.ts';
import { pictureFailures, picturesFolder } from './pictures.ts';
import { root, whatIsMissing } from './testHost.ts';
import { vsix } from './vsix.ts';
import { type Browser, remote, startBrowser, windowUrl } from './window.ts';

/** Sorts so many tickets of the example project, one after the other, and says at the end what became of them. */
const AGENT = `import { writeFileSync } from 'node:fs';
import { classify } from './src/classify.ts';

const [count = '1', from = '1', outcome = 'outcome.txt'] = process.argv.slice(2);
const said: string[] = [];
for (let ticket = Number(from); ticket < Number(from) + Number(count); ticket++) {
  said.push(await classify(\`Ticket \${ticket}: my parcel has not come.\`).catch((error: Error) => error.message));
}
writeFileSync(outcome, said.join('\\n'));
`;

/** What the provider counts for each ticket: $0.01 at the price of the example's model. */
const COUNTED = { words: ['orders'], input: 4_900, cached: 0, output: 20 };
const BUDGET = { scope: 'user', window: 'day', usd: 0.1 };

/**
 * A day with the runtime: the example project, its agent run in the terminal, and what the editor shows of it. The provider is a stand-in that speaks its
 * wire format. Pictures as in the other walk.
 */
describe('spending, in the window of VS Code', function () {
  this.timeout(300_000);
  // Each step begins where the one before has led.
  this.bail(true);
  const missing = whatIsMissing();
  let server: CodeServer;
  let browser: Browser;
  let editor: EditorPage;
  let standIn: StandIn;
  let folder: string;
  let project: string;

  before(async () => {
    if (missing !== undefined) return;
    const runtime = { port: 0, user: 'ada', timeZone: 'UTC', budgets: [BUDGET] };
    folder = temporaryTree({ 'extensions/.keep': '', 'home/config.jsonc': JSON.stringify({ runtime }) });
    project = join(folder, 'larkspur');
    cpSync(join(root, 'examples/support-agent/bad/typescript'), project, { recursive: true });
    writeFileSync(join(project, 'agent.ts'), AGENT);
    mkdirSync(join(project, '.vscode'));
    writeFileSync(join(project, '.vscode/settings.json'), '{}');
    // The agent's SDK alone: the editor's own TypeScript reads all that is there.
    mkdirSync(join(project, 'node_modules'));
    symlinkSync(join(root, 'node_modules/@anthropic-ai'), join(project, 'node_modules/@anthropic-ai'), 'junction');
    standIn = await startStandIn();
    standIn.behave(() => ({ said: COUNTED }));
    installExtension(await vsix(), join(folder, 'extensions'));
    server = await startCodeServer({
      extensions: join(folder, 'extensions'),
      settings: {
        'workbench.colorTheme': 'Default Dark Modern',
        'editor.fontSize': 13,
        'explorer.compactFolders': true,
        'terminal.integrated.gpuAcceleration': 'off',
        'terminal.integrated.shellIntegration.enabled': false,
        'files.watcherExclude': { '**/node_modules': true },
        'typescript.validate.enable': false,
      },
      env: {
        FARTHING_HOME: join(folder, 'home'),
        FARTHING_UPSTREAM_ANTHROPIC: standIn.url,
        ANTHROPIC_API_KEY: 'sk-ant-example',
        TZ: 'UTC',
      },
    });
    browser = await startBrowser();
    editor = new EditorPage(browser.page, project);
    browser.page.setDefaultTimeout(60_000);
    await browser.page.goto(windowUrl(server, { folder: project }, [['openFile', remote(server, join(project, 'src/classify.ts'))]]));
  });

  beforeEach(function () {
    if (missing !== undefined) this.skip();
  });

  pictureFailures(() => browser?.page);

  after(async () => {
    if (missing !== undefined) return;
    // It outlives the windows that it was started from.
    const { findRuntime, askToStop } = await import('../../shared/runtime/process/runningRuntime.ts');
    const { homeOf } = await import('../../shared/runtime/process/home.ts');
    const running = await findRuntime(homeOf(join(folder, 'home')));
    if (running) await askToStop(running);
    await browser?.close();
    await server?.stop();
    await standIn?.close();
  });

  const picture = (name: string) => browser.page.screenshot({ path: join(picturesFolder, `${name}.png`) });
  const spent = (text: RegExp) =>
    browser.page.locator('.statusbar-item', { has: browser.page.locator('.codicon-credit-card'), hasText: text }).first();
  /** In the list of notifications, where they stay. */
  const notice = (text: string) => browser.page.locator('.notifications-center .notification-list-item', { hasText: text });
  const lens = (text: RegExp) => browser.page.locator('.codelens-decoration a', { hasText: text }).first();
  const panel = () => browser.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  const row = () => panel().locator('table[role="grid"] tbody tr[data-seq]');

  /** Types a command into the terminal, and waits for what it writes. */
  let runs = 0;
  async function run(count: number, from: number): Promise<readonly string[]> {
    const outcome = join(folder, `outcome-${++runs}.txt`);
    await browser.page.locator('.terminal-wrapper.active .xterm').click();
    await browser.page.keyboard.type(`${process.execPath} agent.ts ${count} ${from} ${outcome}\n`);
    await waitUntil(() => existsSync(outcome));
    return readFileSync(outcome, 'utf8').split('\n');
  }

  it(`says nothing of spending while no runtime runs${missing === undefined ? '' : ` (${missing})`}`, async () => {
    await lens(/\$/).waitFor({ timeout: 240_000 });
    assert.equal(await browser.page.locator('.statusbar-item .codicon-credit-card').count(), 0);
  });

  it('asks before it meters terminals, and says what is set and where requests go', async () => {
    const { page } = browser;
    await editor.command("Farthing: Meter This Workspace's Terminals");
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const said = (await dialog.textContent()) ?? '';
    for (const part of ['OPENAI_BASE_URL', 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'with your own key', 'Switching off'])
      assert.ok(said.includes(part), said);
    await picture('meter-terminals');
    await dialog.locator('.monaco-button', { hasText: 'Meter Terminals' }).click();
    await spent(/\$0\.00/).waitFor();
  });

  it('meters a program that is run in the terminal', async () => {
    await editor.command('Terminal: Create New Terminal');
    await browser.page.locator('.terminal-wrapper.active .xterm-cursor-layer, .terminal-wrapper.active .xterm-screen').first().waitFor();
    assert.deepEqual(await run(1, 1), ['orders']);
    const [asked] = standIn.accepted;
    assert.equal(asked?.path, '/v1/messages');
    // Ours are understood by the runtime, and go no further.
    assert.deepEqual(
      Object.keys(asked?.headers ?? {}).filter(name => name.startsWith('x-farthing')),
      [],
    );
    await spent(/\$0\.01 · 10 %/).waitFor();
  });

  it('shows in the panel what was spent on which line, and a click leads there', async () => {
    const { page } = browser;
    await editor.command('Farthing: Open Spend Panel');
    await row().first().waitFor();
    await panel().locator('#today', { hasText: '$0.01' }).waitFor();
    await editor.open('policy.ts');
    const place = row().first().locator('.place');
    await place.waitFor();
    assert.match((await place.textContent()) ?? '', /agent\.ts:7/);
    await row().first().click();
    // The call of the project's own function: the line that differs from others.
    await page.locator('.tab.active', { hasText: 'agent.ts' }).waitFor();
    await page.locator('.statusbar-item', { hasText: /Ln 7/ }).waitFor();
  });

  it('shows above the call what it really cost', async () => {
    await lens(/seen \$0\.01 x 1 today/).waitFor();
  });

  it('warns at 70 and at 90 % of the budget, each once, in the status bar too', async () => {
    await editor.command('Terminal: Focus on Terminal View');
    await run(7, 2);
    await run(1, 9);
    await editor.command('Notifications: Show Notifications');
    for (const text of ['past 70 %', 'past 90 %']) await notice(text).first().waitFor();
    await spent(/\$0\.09 · 90 %/).waitFor();
    await browser.page.locator('.statusbar-item.warning-kind', { hasText: '90 %' }).waitFor();
    for (const text of ['past 70 %', 'past 90 %']) assert.equal(await notice(text).count(), 1);
  });

  it('refuses what no longer fits, and the program is told why', async () => {
    const [said = ''] = await run(1, 20);
    assert.match(said, /user ada.*a day|budget/i);
    assert.equal(standIn.accepted.length, 9);
  });

  for (const [name, theme, mark] of [
    ['light', 'Default Light Modern', '.vs'],
    ['dark', 'Default Dark Modern', '.vs-dark'],
  ] as const) {
    it(`is a sight in ${name}`, async () => {
      await editor.wear(theme, mark);
      await editor.command('Farthing: Open Spend Panel');
      await row().first().waitFor();
      await picture(`spend-${name}`);
    });
  }

  it('raises the limit for today, and calls go on', async () => {
    const { page } = browser;
    await editor.command('Notifications: Show Notifications');
    await notice('past 90 %').locator('.monaco-button', { hasText: 'Raise for Today' }).click();
    const input = page.locator('.quick-input-widget input');
    await input.waitFor();
    assert.equal(await input.inputValue(), '0.15');
    await page.keyboard.press('Enter');
    await editor.command('Notifications: Show Notifications');
    await notice('Raised to 0.15').first().waitFor();
    await editor.command('Terminal: Focus on Terminal View');
    assert.deepEqual(await run(1, 30), ['orders']);
    await spent(/\$0\.10 · 66 %/).waitFor();
  });

  it('takes the variables away when it is switched off', async () => {
    await editor.command("Farthing: Stop Metering This Workspace's Terminals");
    await editor.command('Terminal: Kill All Terminals');
    await editor.command('Terminal: Create New Terminal');
    const seen = join(folder, 'environment.txt');
    await browser.page.locator('.terminal-wrapper.active .xterm').click();
    await browser.page.keyboard.type(`echo "url=$ANTHROPIC_BASE_URL headers=$ANTHROPIC_CUSTOM_HEADERS" > ${seen}\n`);
    await waitUntil(() => existsSync(seen) && readFileSync(seen, 'utf8') !== '');
    assert.equal(readFileSync(seen, 'utf8').trim(), 'url= headers=');
  });
});

/** Looks ten times a second, for at most a minute: files tell nobody that they are written. */
async function waitUntil(isSo: () => boolean): Promise<void> {
  for (let looks = 0; looks < 600; looks++) {
    if (isSo()) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  assert.fail('it did not come to be within a minute');
}
