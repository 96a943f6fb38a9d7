import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { exactDollars } from '../../../shared/money/formatDollars.ts';
import type { NanoDollars } from '../../../shared/money/nanoDollars.ts';
import { homeOf } from '../../../shared/runtime/process/home.ts';
import { openSqliteLedger } from '../../../shared/runtime/store/sqlite/sqliteLedger.ts';
import { type ChatCall, chat } from '../../runtime/calls.ts';
import { type RuntimeProcess, removeHomes, startRuntime } from '../../runtime/runtimeProcess.ts';
import { type StandIn, startStandIn } from '../../runtime/standIn/standIn.ts';
import {
  accessibilityFaults,
  type Dashboard,
  dashboardUrl,
  openDashboard,
  pictures,
  startChromium,
  withoutBrowser,
} from './dashboardPage.ts';

/** What a day of an agent is like: models, sizes, what caches answer, what fails, what no price is known of. */
const MODELS = ['gpt-4o', 'gpt-4o-mini', 'gpt-4o', 'gpt-4.1', 'a-model-of-nobody'];
const LINES = ['src/agent.ts:41', 'src/agent.ts:88', 'src/triage.py:23', 'src/summary.ts:17'];

describe('the dashboard in a browser', function () {
  this.timeout(120_000);
  const missing = withoutBrowser();
  let standIn: StandIn;
  let runtime: RuntimeProcess;
  let browser: Browser;
  let dashboard: Dashboard;
  let page: Page;

  before(async function () {
    if (missing !== undefined) this.skip();
    standIn = await startStandIn();
    standIn.behave((_, index) => ({
      said: { input: 1_800 + ((index * 611) % 5_200), cached: index % 3 === 0 ? 1_024 : 0, output: 120 + ((index * 97) % 700) },
      ...(index === 20 && {
        reply: { status: 400, headers: { 'content-type': 'application/json' }, chunks: [Buffer.from('{"error":{"message":"no"}}')] },
      }),
    }));
    runtime = await startRuntime({
      standIn,
      settings: {
        user: 'ada',
        project: 'support-agent',
        timeZone: 'UTC',
        unknownPrice: 'allow',
        budgets: [
          { scope: 'user', window: 'day', usd: 0.4 },
          { scope: 'project', window: 'month', usd: 0.55 },
          { scope: 'all', window: 'day', tokens: 1_000_000 },
        ],
      },
    });
    for (let index = 0; index < 40; index++) await call(index);
    browser = await startChromium();
    dashboard = await openDashboard(browser, runtime.home, { colorScheme: 'light' });
    page = dashboard.page;
  });

  after(async () => {
    await browser?.close();
    await runtime?.stop();
    await standIn?.close();
    removeHomes();
  });

  async function call(index: number, more: Partial<ChatCall> = {}): Promise<void> {
    const reply = await chat(runtime.url, {
      // Every eighth was asked before.
      prompt: `a question ${index % 8 === 7 ? 'that is often asked' : index}`,
      model: index % 8 === 7 ? 'gpt-4o' : (MODELS[index % MODELS.length] as string),
      maxTokens: 1_000,
      ...more,
      headers: { 'x-farthing-site': LINES[index % LINES.length] as string, 'x-farthing-tags': 'feature=triage', ...more.headers },
    });
    await reply.text();
  }

  function ledger(): { readonly calls: number; readonly nanos: number } {
    const opened = openSqliteLedger({ file: homeOf(runtime.home).ledger });
    const { attempts, costNanos } = opened.report({ by: 'model' }).totals;
    opened.close();
    return { calls: attempts, nanos: costNanos };
  }

  const rows = () => page.locator('#list tbody tr[data-seq]');
  const amount = (id: string) => page.locator(`#${id}`).getAttribute('data-exact');
  const untilShown = async ({ calls, nanos }: { calls: number; nanos: number }) => {
    await page.locator(`#today[data-exact="${nanos}"]`).waitFor();
    await page.locator('#today-note', { hasText: new RegExp(`^${calls} calls(?!.*under way)`) }).waitFor();
  };

  it('shows the sums of the ledger to the nano-dollar, and each request', async () => {
    const { calls, nanos } = ledger();
    await untilShown({ calls, nanos });
    assert.equal(await amount('month'), String(nanos));
    assert.equal(await page.locator('#today').getAttribute('title'), exactDollars(nanos as NanoDollars));
    assert.equal(await page.locator('#list table').getAttribute('aria-rowcount'), String(calls + 1));
  });

  afterEach(() => page?.isClosed() === false && page.locator('#filter').fill(''));

  it('says of what is not known that it is not known, and of what failed that it did', async () => {
    await page.locator('#filter').fill('nobody unknown');
    await page.locator('#shown', { hasText: '7 matches' }).waitFor();
    assert.equal(await rows().first().locator('td').nth(6).textContent(), 'unknown');
    await page.locator('#today-note', { hasText: '7 of unknown cost' }).waitFor();
    await page.locator('#filter').fill('failed');
    await page.locator('#shown', { hasText: '1 match' }).waitFor();
    assert.match((await rows().first().locator('td').nth(6).getAttribute('title')) ?? '', /Not charged: the provider answered 400/);
    await page.locator('#filter').fill('');
  });

  it('follows what happens as it happens', async () => {
    const { calls } = ledger();
    const seen = page.evaluate<number>(`new Promise(resolve => {
      const note = document.getElementById('today-note');
      new MutationObserver(() => {
        if (note.textContent.startsWith('${calls + 1} calls') && !note.textContent.includes('under way')) resolve(Date.now());
      }).observe(note, { childList: true, characterData: true, subtree: true });
    })`);
    await call(100);
    const ended = Date.now();
    const late = (await seen) - ended;
    // A bound on what hangs; what it takes on a quiet machine is in docs/measurements.md.
    assert.ok(late < 5_000, `${late} ms`);
    await untilShown(ledger());
  });

  it('keeps the list still while it is paused, and goes on with the sums', async () => {
    const shown = await page.locator('#list table').getAttribute('aria-rowcount');
    await page.locator('#pause').click();
    await call(101);
    await untilShown(ledger());
    assert.equal(await page.locator('#list table').getAttribute('aria-rowcount'), shown);
    await page.locator('#pause').click();
    await page.locator(`#list table[aria-rowcount="${Number(shown) + 1}"]`).waitFor();
  });

  it('clears the list and not the sums', async () => {
    await page.locator('#clear').click();
    await page.getByText('No request yet.').waitFor();
    assert.equal(await amount('today'), String(ledger().nanos));
    await page.locator('#clear').click();
    await rows().first().waitFor();
  });

  it('is used by keyboard: rows are walked through, and say what is known of them', async () => {
    await page.locator('#filter').focus();
    for (const _ of ['pause', 'clear', 'export']) await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate<string | null>(`document.activeElement.getAttribute('aria-rowindex')`);
    // Chromium lets a list that scrolls be reached too.
    if ((await focused()) === null) await page.keyboard.press('Tab');
    assert.equal(await focused(), '2');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(), '3');
    await page.keyboard.press('End');
    assert.equal(await focused(), String(ledger().calls + 1));
    assert.match((await page.locator('#details').textContent()) ?? '', /call site.*src\/.*who.*ada.*tags.*feature=triage/);
    await page.keyboard.press('Home');
    assert.equal(await focused(), '2');
  });

  it('hands the requests that it lists to a spreadsheet', async () => {
    await page.locator('#filter').fill('mini');
    await page.locator('#shown', { hasText: 'match' }).waitFor();
    const downloading = page.waitForEvent('download');
    await page.locator('#export').click();
    const file = await (await downloading).path();
    const lines = readFileSync(file, 'utf8').trim().split('\r\n');
    assert.match(lines[0] ?? '', /^request,state,startedAt,model,site/);
    assert.ok(lines.length > 3);
    assert.ok(lines.slice(1).every(line => line.includes('gpt-4o-mini')));
    await page.locator('#filter').fill('');
  });

  it('keeps what was chosen when it is loaded anew', async () => {
    await page.locator('#period button[data-period="month"]').click();
    await page.locator('#filter').fill('mini');
    await page.reload();
    await page.locator('body[data-link="live"]').waitFor();
    assert.equal(await page.locator('#filter').inputValue(), 'mini');
    assert.equal(await page.locator('#period button[data-period="month"]').getAttribute('aria-pressed'), 'true');
    await page.locator('#filter').fill('');
    await untilShown(ledger());
  });

  it('tells of a budget by gauge, words and alert', async () => {
    const gauge = page.locator('#gauges [role="meter"]').first();
    await gauge.waitFor();
    const percent = Number(await gauge.getAttribute('aria-valuenow'));
    assert.ok(percent > 0 && percent <= 100, `${percent} %`);
    assert.match((await gauge.getAttribute('aria-valuetext')) ?? '', /\$0\.\d+ of \$0\.\d+ spent/);
    await page.locator('#alerts li').first().waitFor();
  });

  it('has no fault that axe knows of, and complains of nothing, in light, dark and high contrast', async () => {
    const looks = [
      ['light', { colorScheme: 'light' }],
      ['dark', { colorScheme: 'dark' }],
      ['high-contrast', { colorScheme: 'dark', contrast: 'more' }],
      ['forced-colors', { colorScheme: 'dark', forcedColors: 'active' }],
    ] as const;
    for (const [name, look] of looks) {
      const one = await openDashboard(browser, runtime.home, look);
      await one.page.locator('#list tbody tr[data-seq]').nth(1).click();
      await one.page.mouse.move(0, 0);
      assert.deepEqual(await accessibilityFaults(one.page), [], name);
      assert.deepEqual(one.complaints, [], name);
      await one.page.screenshot({ path: join(pictures, `panel-browser-${name}.png`) });
      await one.page.context().close();
    }
    for (const view of ['models', 'sites', 'days', 'savings']) {
      const one = await openDashboard(browser, runtime.home, { colorScheme: 'dark', viewport: { width: 900, height: 420 } });
      await one.page.locator(`#views button[data-view="${view}"]`).click();
      assert.deepEqual(await accessibilityFaults(one.page), [], view);
      assert.deepEqual(one.complaints, [], view);
      await one.page.context().close();
    }
    assert.deepEqual(dashboard.complaints, []);
  });

  it('is shown to nobody without its link, and by each link once', async () => {
    const context = await browser.newContext();
    const stranger = await context.newPage();
    await stranger.goto(`${runtime.url}/_farthing/dashboard`);
    await stranger.getByText('This page was opened without a link of its own').waitFor();
    const url = await dashboardUrl(runtime.home);
    await stranger.goto(url);
    await stranger.reload();
    await stranger.locator('body[data-link="live"]').waitFor();
    assert.equal(new URL(stranger.url()).hash, '');
    const thief = await (await browser.newContext()).newPage();
    await thief.goto(url);
    await thief.getByText('This link was used already or is too old').waitFor();
    assert.equal(await thief.locator('#today').getAttribute('data-exact'), '');
  });

  it('stays what it was when the runtime ends, and says so', async () => {
    const { nanos } = ledger();
    await runtime.stop();
    await page.getByText('The runtime does not answer').waitFor();
    assert.equal(await amount('today'), String(nanos));
  });
});
