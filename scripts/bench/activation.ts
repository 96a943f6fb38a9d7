/**
 * `npm run bench:activation`: what the extension adds to the start of VS Code's extension host, as VS Code itself reckons it (loading the code
 * and `activate`), in fresh windows with a Python file open.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { type CodeServer, installExtension, startCodeServer } from '../../test/vscode/codeServer.ts';
import { EditorPage } from '../../test/vscode/editorPage.ts';
import { root, whatIsMissing } from '../../test/vscode/testHost.ts';
import { remote, startBrowser, windowUrl } from '../../test/vscode/window.ts';
import { REFUSED } from '../../test/vscode/workspace.ts';
import { loadAverage, median } from './measure.ts';

const AIM = 150;
const WINDOWS = 5;

const missing = whatIsMissing();
if (missing !== undefined) {
  console.log(`activation of the extension: not measured (${missing})`);
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-activation-'));
const extensions = join(folder, 'extensions');
const file = join(folder, 'project/refused.py');
mkdirSync(extensions);
mkdirSync(join(folder, 'project'));
writeFileSync(file, REFUSED);
let server: CodeServer | undefined;
try {
  const packagePath = join(folder, 'farthing.vsix');
  const { log } = console;
  // vsce lists all that it packs.
  console.log = () => {};
  await createVSIX({ cwd: root, packagePath, dependencies: false });
  console.log = log;
  installExtension(packagePath, extensions);
  server = await startCodeServer({ extensions });
  const times: number[] = [];
  for (let window = 0; window < WINDOWS; window++) times.push(await activationTime(server));
  const sorted = times.toSorted((a, b) => a - b);
  console.log(`activation of the extension, ${WINDOWS} windows; load average ${loadAverage()}\n`);
  console.log(`median ${median(times)} ms, most ${sorted.at(-1)} ms   aim <= ${AIM} ms`);
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds, read from "Developer: Show Running Extensions". */
async function activationTime(host: CodeServer): Promise<number> {
  const browser = await startBrowser();
  try {
    const { page } = browser;
    page.setDefaultTimeout(60_000);
    await page.goto(windowUrl(host, { folder: join(folder, 'project') }, [['openFile', remote(host, file)]]));
    await page.locator('.codelens-decoration a', { hasText: '$' }).first().waitFor();
    await new EditorPage(page, folder).command('Developer: Show Running Extensions');
    const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Farthing' }).first();
    const said = (await row.locator('.activation-time').textContent()) ?? '';
    const [, milliseconds] = /(\d+)\s*ms/.exec(said) ?? [];
    if (milliseconds === undefined) throw new Error(`VS Code says no activation time but "${said}"`);
    return Number(milliseconds);
  } finally {
    await browser.close();
  }
}
