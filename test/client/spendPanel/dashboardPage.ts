/** The dashboard of a running runtime in Chromium, as `farthing dashboard` opens it. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core';
import { cliProgram } from '../../runtime/runtimeProcess.ts';
import { chromium } from '../../vscode/testHost.ts';

const run = promisify(execFile);

/** What keeps the tests from running here; undefined: nothing. */
export const withoutBrowser = (): string | undefined => (existsSync(chromium) ? undefined : `${chromium} is not there`);

export const pictures = process.env.FARTHING_PICTURES ?? join(tmpdir(), 'farthing-pictures');

export function startChromium(): Promise<Browser> {
  mkdirSync(pictures, { recursive: true });
  return playwright.launch({
    executablePath: chromium,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

export interface Dashboard {
  readonly page: Page;
  /** What the page complained of: errors, and what its policy forbade. */
  readonly complaints: readonly string[];
}

/** The address is good once. */
export async function dashboardUrl(home: string): Promise<string> {
  const { stdout } = await run(process.execPath, [cliProgram, 'dashboard', '--json', '--no-open', '--home', home]);
  return (JSON.parse(stdout) as { readonly url: string }).url;
}

export async function openDashboard(browser: Browser, home: string, look: BrowserContextOptions = {}): Promise<Dashboard> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, ...look });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
  await page.goto(await dashboardUrl(home));
  await page.locator('body[data-link="live"]').waitFor();
  return { page, complaints };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds wrong with the page as it is now. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // By the test's own hand, which the page's policy does not bind.
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as readonly Violation[];
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}
