import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryTree } from '../temporaryTree.ts';
import { type CodeServer, installExtension, startCodeServer } from './codeServer.ts';
import { EditorPage } from './editorPage.ts';
import { pictureFailures, picturesFolder, THEMES } from './pictures.ts';
import { below } from './processes.ts';
import { root, whatIsMissing } from './testHost.ts';
import { vsix } from './vsix.ts';
import { type Browser, remote, startBrowser, windowUrl } from './window.ts';
import { REFUSED } from './workspace.ts';

type Clip = { x: number; y: number; width: number; height: number };
/** What of the window is worth a picture. */
const EDITOR: Clip = { x: 352, y: 88, width: 928, height: 512 };
const STATUS: Clip = { x: 352, y: 600, width: 928, height: 200 };
const PANEL: Clip = { x: 352, y: 510, width: 928, height: 256 };

/**
 * A user's way through the example project, in the order of the tests. Pictures are written to the folder `FARTHING_PICTURES`, those of the
 * documentation among them; without it to the folder for temporary files.
 */
describe('a walk in the window of VS Code', function () {
  this.timeout(90_000);
  const missing = whatIsMissing();
  let server: CodeServer;
  let browser: Browser;
  let editor: EditorPage;
  let folder: string;

  before(async () => {
    if (missing !== undefined) return;
    folder = temporaryTree({
      'extensions/.keep': '',
      'project/refused.py': REFUSED,
      'project/.vscode/settings.json': '{}',
      'closed/refused.py': REFUSED,
      'closed/.vscode/settings.json': '{ "farthing.lint.scope": "workspace" }',
    });
    cpSync(join(root, 'examples/support-agent/bad'), join(folder, 'project'), { recursive: true });
    installExtension(await vsix(), join(folder, 'extensions'));
    server = await startCodeServer({
      extensions: join(folder, 'extensions'),
      settings: {
        'workbench.colorTheme': 'Default Dark Modern',
        'editor.fontSize': 14,
        'editor.wordWrap': 'off',
        'explorer.compactFolders': true,
      },
    });
    browser = await startBrowser();
    editor = new EditorPage(browser.page, join(folder, 'project'));
    browser.page.setDefaultTimeout(20_000);
    const answer = join(folder, 'project/python/support/answer.py');
    await browser.page.goto(windowUrl(server, { folder: join(folder, 'project') }, [['openFile', remote(server, answer)]]));
  });

  beforeEach(function () {
    if (missing !== undefined) this.skip();
  });

  pictureFailures(() => browser?.page);

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  // What fades in has come.
  const picture = (name: string, clip: Clip) =>
    browser.page.screenshot({ path: join(picturesFolder, `${name}.png`), clip, animations: 'disabled' });
  const read = (path: string) => readFileSync(join(folder, 'project', path), 'utf8');
  const squiggle = () => browser.page.locator('.monaco-editor .squiggly-warning').first();
  const lens = () => browser.page.locator('.codelens-decoration a', { hasText: '$' }).first();

  it(`shows a squiggle under what wastes money${missing === undefined ? '' : ` (${missing})`}`, async () => {
    await squiggle().waitFor({ timeout: 60_000 });
    await lens().waitFor();
  });

  it('says what it costs above the call and at its line', async () => {
    assert.match((await lens().textContent()) ?? '', /\$\d/);
    await browser.page
      .locator('.view-line span', { hasText: /^\s*\$\d/ })
      .first()
      .waitFor();
  });

  for (const [name, theme, mark] of THEMES) {
    it(`explains a finding where the mouse rests (${name})`, async () => {
      const { page } = browser;
      await editor.wear(theme, mark);
      await editor.goTo(27, 45);
      await editor.command('Show or Focus Hover');
      const hover = page.locator('.monaco-hover:has-text("re-billed")').first();
      await hover.waitFor();
      assert.match((await hover.textContent()) ?? '', /defeats the prompt cache/);
      await picture(`hover-${name}`, EDITOR);
      await page.keyboard.press('Escape');
    });
  }

  it('shows what is known of a call when its lens is clicked', async () => {
    await lens().click();
    const hover = browser.page.locator('.monaco-hover', { hasText: 'gpt-5.4-mini' }).first();
    await hover.waitFor();
    await picture('call', { ...EDITOR, y: 36 });
    await browser.page.keyboard.press('Escape');
  });

  it('says in the status menu how many calls there are and what they cost', async () => {
    const { page } = browser;
    await page.locator('.statusbar-item[id="status.languageStatus"]').click();
    const status = page.locator('.hover-language-status', { hasText: 'LLM call' }).first();
    await status.waitFor();
    assert.match((await status.textContent()) ?? '', /\$\d/);
    await picture('status', STATUS);
    await page.keyboard.press('Escape');
  });

  it('mends a finding by keyboard, and the file is as mended on disk', async () => {
    const { page } = browser;
    await editor.goTo(27, 45);
    const fixes = await editor.quickFixes();
    await fixes.filter({ hasText: 'move it to the start of the user message' }).first().waitFor();
    await picture('quick-fix', EDITOR);
    await page.keyboard.press('Enter');
    await editor.save();
    assert.notEqual(
      read('python/support/answer.py'),
      readFileSync(join(root, 'examples/support-agent/bad/python/support/answer.py'), 'utf8'),
    );
    await squiggle().waitFor({ state: 'detached' });
  });

  it('mends what is safe on save, where the user wants that', async () => {
    editor.configure({ 'editor.codeActionsOnSave': { 'source.fixAll.farthing': 'explicit' } });
    await editor.open('refused.py');
    await squiggle().waitFor();
    await browser.page.locator('.monaco-editor.focused, .monaco-editor .view-lines').first().click();
    await editor.goTo(1, 1);
    await browser.page.keyboard.type('# changed\n');
    await editor.save();
    assert.match(read('refused.py'), /^# changed\n/);
    assert.match(read('refused.py'), /max_completion_tokens=400/);
  });

  it('shows a finding in the cell of a notebook', async () => {
    await editor.open('weekly_review.ipynb');
    await browser.page.locator('.notebookOverlay .squiggly-warning').first().waitFor();
    await picture('notebook', EDITOR);
  });

  it('hides what the user switches off', async () => {
    await editor.closeAll();
    await editor.open('answer.py');
    await lens().waitFor();
    editor.configure({ 'farthing.codeLens.enable': false });
    await lens().waitFor({ state: 'detached' });
    editor.configure({ 'farthing.codeLens.enable': true });
    await lens().waitFor();
  });

  it('lists the problems of files that nobody opened', async () => {
    editor.configure({ 'farthing.lint.scope': 'workspace' });
    await editor.command('View: Focus Problems');
    const problems = browser.page.locator('.markers-panel');
    await problems.locator('.monaco-list-row', { hasText: 'classify.ts' }).waitFor();
    for (const [name, theme, mark] of THEMES) {
      await editor.wear(theme, mark);
      await picture(`problems-${name}`, PANEL);
    }
  });

  it('comes back when its server is killed', async () => {
    const before = below(server.pid, /languageServer\.js/);
    assert.ok(before !== undefined);
    process.kill(before, 'SIGKILL');
    await editor.open('translate.ts');
    await squiggle().waitFor();
    assert.notEqual(below(server.pid, /languageServer\.js/), before);
  });

  it('restarts its server on demand', async () => {
    const before = below(server.pid, /languageServer\.js/);
    await editor.command('Farthing: Restart Language Server');
    writeFileSync(join(folder, 'project/refused.py'), REFUSED);
    await editor.open('refused.py');
    await squiggle().waitFor();
    assert.notEqual(below(server.pid, /languageServer\.js/), before);
  });

  it('lints a workspace in which no file is open, where the user wants that', async () => {
    const { page } = browser;
    await page.goto(windowUrl(server, { folder: join(folder, 'closed') }, []));
    await page.locator('.monaco-workbench').waitFor();
    await editor.command('View: Focus Problems');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'refused.py' }).waitFor({ timeout: 60_000 });
    assert.equal(await page.locator('.tab').count(), 0);
  });
});
