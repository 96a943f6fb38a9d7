/** What a person does in the window of VS Code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

export class EditorPage {
  readonly page: Page;
  readonly #folder: string;
  #settings: Readonly<Record<string, unknown>> = {};

  constructor(page: Page, folder: string) {
    this.page = page;
    this.#folder = folder;
  }

  /** Runs a command by its title in the palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.#choose(`>${title}`, title);
  }

  /** Opens a file by its name. */
  async open(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.#choose(name, name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  async #choose(typed: string, row: string): Promise<void> {
    await this.page.locator('.quick-input-widget input').fill(typed);
    // The row that Enter takes: what is listed is filtered a moment after the typing.
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: row }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Changes the settings of the workspace in their file, as another program does; the editor watches it. */
  configure(changes: Readonly<Record<string, unknown>>): void {
    this.#settings = { ...this.#settings, ...changes };
    writeFileSync(join(this.#folder, '.vscode/settings.json'), JSON.stringify(this.#settings, null, 2));
  }

  /** Puts a theme on. Now and then the editor misses that its settings were written, or reads them half written: they are written again. */
  async wear(theme: string, mark: string): Promise<void> {
    const worn = this.page.locator(`.monaco-workbench${mark}`);
    for (let tries = 0; ; tries++) {
      this.configure({ 'workbench.colorTheme': theme });
      try {
        return await worn.waitFor({ timeout: 10_000 });
      } catch (error) {
        if (tries === 4) throw error;
      }
    }
  }

  /** Saves what was changed, once it shows. */
  async save(): Promise<void> {
    await this.page.locator('.tab.active.dirty').waitFor();
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  }

  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    const input = this.page.locator('.quick-input-widget input');
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Quick fixes at the cursor, by keyboard. */
  async quickFixes(): Promise<Locator> {
    await this.page.keyboard.press('Control+.');
    const menu = this.page.locator('.action-widget:not(.action-list-submenu-panel)');
    await menu.waitFor();
    return menu.locator('.monaco-list-row.action');
  }

  async closeAll(): Promise<void> {
    await this.command('View: Close All Editors');
    await this.page.locator('.editor-group-container.empty').first().waitFor();
  }
}
