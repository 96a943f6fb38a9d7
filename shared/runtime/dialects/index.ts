/** The dialects by name. */
import { anthropic } from './anthropic/index.ts';
import type { Dialect, DialectName } from './dialect.ts';
import { openai } from './openai/index.ts';

const DIALECTS: Readonly<Partial<Record<DialectName, Dialect>>> = { openai, anthropic };

export function dialectOf(name: DialectName): Dialect {
  return DIALECTS[name] as Dialect;
}
