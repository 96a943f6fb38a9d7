/** Where formats go: `--format pretty --format sarif=out.sarif --output-file report.json`. */
import { writeFileAtomically } from '../project/writeFile.ts';

export interface Output<Format extends string> {
  readonly format: Format;
  /** Standard output if absent. */
  readonly file?: string;
}

/** A sentence when a format is not known, or two would go to one place. */
export function parseOutputs<Format extends string>(
  written: readonly string[],
  known: readonly Format[],
  outputFile: string | undefined,
): readonly Output<Format>[] | string {
  const outputs: Output<Format>[] = [];
  for (const item of written.length > 0 ? written : [known[0] as string]) {
    const [name = '', ...rest] = item.split('=');
    const format = known.find(one => one === name);
    if (format === undefined) return `unknown format "${name}"; there are ${known.join(', ')}`;
    const file = rest.length > 0 ? rest.join('=') : undefined;
    if (file === '') return `--format ${name}= names no file`;
    outputs.push({ format, ...(file === undefined ? {} : { file }) });
  }
  const loose = outputs.filter(output => output.file === undefined);
  if (loose.length > 1) return `two formats for one output: write --format ${loose[1]?.format}=FILE`;
  if (outputFile === undefined) return outputs;
  if (loose.length === 0) return '--output-file has nothing to write: every format names its own file';
  return outputs.map(output => (output.file === undefined ? { ...output, file: outputFile } : output));
}

/** Writes to the file, without one to the stream; a sentence when it cannot. */
export function deliver(text: string, file: string | undefined, stream: NodeJS.WritableStream): string | undefined {
  if (file !== undefined) return writeFileAtomically(file, text);
  stream.write(text);
  return undefined;
}
