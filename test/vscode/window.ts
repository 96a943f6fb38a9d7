/** A window of VS Code in Chromium. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, chromium as playwright } from 'playwright-core';
import type { CodeServer } from './codeServer.ts';
import { chromium } from './testHost.ts';

export interface Browser {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

export async function startBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'farthing-chromium-'));
  const context = await playwright.launchPersistentContext(profile, {
    executablePath: chromium,
    viewport: { width: 1280, height: 800 },
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { page: context.pages()[0] ?? (await context.newPage()), close };
}

/** How VS Code's window calls a file on the server's disk. */
export const remote = ({ port }: CodeServer, path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;

/** The address of a window: a folder or a `.code-workspace` file, and what is to happen in it at its start. */
export function windowUrl(
  server: CodeServer,
  open: { folder: string } | { workspace: string },
  payload: readonly [string, string][],
): string {
  const query = new URLSearchParams({ ...open, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${server.port}/?${query}`;
}
