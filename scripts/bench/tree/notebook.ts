import type { Random } from './random.ts';

/** A notebook (nbformat 4) with prose, the code given, and outputs of which one is a picture, as most real ones are. */
export function notebook(random: Random, codeCells: readonly string[], pictureBytes: number): string {
  const cells: object[] = [{ cell_type: 'markdown', metadata: {}, source: ['# Notes\n', 'What was tried, and what came of it.'] }];
  codeCells.forEach((code, index) => {
    const outputs: object[] = [{ name: 'stdout', output_type: 'stream', text: ['done\n'] }];
    if (index === 0) outputs.push({ data: { 'image/png': base64(random, pictureBytes) }, metadata: {}, output_type: 'display_data' });
    cells.push({ cell_type: 'code', execution_count: index + 1, metadata: {}, outputs, source: code.split(/(?<=\n)/) });
  });
  const kernel = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' }, language_info: { name: 'python' } };
  return `${JSON.stringify({ cells, metadata: kernel, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(random: Random, length: number): string {
  let block = '';
  for (let i = 0; i < 997; i++) block += ALPHABET.charAt(random.int(64));
  return block.repeat(Math.ceil(length / block.length)).slice(0, length);
}
