/** The bytes of the vector scan, assembled from its text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';

export const scanFolder = 'shared/runtime/cache/semantic/scan';

/** The TypeScript file that carries them. */
export async function vectorScan(root: string): Promise<string> {
  const { parseWat } = await wabt();
  const name = 'int8Scan.wat';
  const module = parseWat(name, readFileSync(join(root, scanFolder, name), 'utf8'), { simd: true });
  try {
    const bytes = Buffer.from(module.toBinary({}).buffer).toString('base64');
    const lines = bytes.match(/.{1,120}/g) ?? [];
    return `/** Assembled from ${name} by \`npm run docs\`. */\nexport const WASM =\n${lines.map(line => `  '${line}'`).join(' +\n')};\n`;
  } finally {
    module.destroy();
  }
}
