/** All rows of our own, found by provider and id. */
import type { Provider } from '../catalogue/schema.ts';
import type { ModelRow, Sheet } from './row.ts';
import { anthropic } from './table/anthropic.ts';
import { bedrock } from './table/bedrock.ts';
import { google } from './table/google.ts';
import { openai } from './table/openai.ts';
import { cohere, deepseek, groq, mistral, xai } from './table/others.ts';

export const sheets: readonly Sheet[] = [openai, anthropic, google, bedrock, mistral, cohere, deepseek, groq, xai];

export interface FoundRow {
  readonly row: ModelRow;
  readonly sheet: Sheet;
  /** Found under its own id, not under another spelling. */
  readonly exact: boolean;
}

const index = new Map<string, FoundRow>();
for (const sheet of sheets) {
  for (const own of sheet.rows) {
    const row: ModelRow = { ...sheet.common, ...own };
    index.set(key(sheet.provider, row.id), { row, sheet, exact: true });
    for (const alias of row.aliases ?? []) index.set(key(sheet.provider, alias), { row, sheet, exact: false });
  }
}

/** The row of a model by its id or one of its other spellings. */
export function findRow(provider: Provider, id: string): FoundRow | undefined {
  return index.get(key(provider, id));
}

/** The day of the newest row: what `prices as of` says. */
export const tableAsOf: string = sheets
  .flatMap(sheet => [sheet.asOf, ...sheet.rows.map(row => row.asOf ?? '')])
  .sort()
  .at(-1) as string;

function key(provider: Provider, id: string): string {
  return `${provider} ${id}`;
}
