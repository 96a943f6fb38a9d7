/** Pictures of the window: those of the documentation, and what was on the screen when a test failed. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'mocha';
import type { Page } from 'playwright-core';

/** Name in a picture's file, theme, and what its window is marked with. */
export const THEMES = [
  ['light', 'Default Light Modern', '.vs'],
  ['high-contrast', 'Default High Contrast', '.hc-black'],
  ['dark', 'Default Dark Modern', '.vs-dark'],
] as const;

/** A folder for temporary files unless `FARTHING_PICTURES` names another; it is made with the first picture. */
export const picturesFolder = process.env.FARTHING_PICTURES ?? join(tmpdir(), 'farthing-pictures');

/** To be called in a suite; its page is there once a test runs. */
export function pictureFailures(page: () => Page | undefined): void {
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const path = join(picturesFolder, `failed-${this.currentTest.title.replace(/\W+/g, '-')}.png`);
    await page()?.screenshot({ path });
    console.log(`What was on the screen: ${path}`);
  });
}
