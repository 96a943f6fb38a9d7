/** The dialects by name. */
import { anthropic } from './anthropic/index.ts';
import { bedrock } from './bedrock/index.ts';
import type { Dialect, DialectName } from './dialect.ts';
import { gemini } from './gemini/index.ts';
import { openai } from './openai/index.ts';

const DIALECTS: Readonly<Record<DialectName, Dialect>> = { openai, anthropic, bedrock, gemini };

export function dialectOf(name: DialectName): Dialect {
  return DIALECTS[name];
}
