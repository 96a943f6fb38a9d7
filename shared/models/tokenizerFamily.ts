/** Which tokenizer a model counts with. One ordered table: the first pattern that matches the maker's id decides. */
import type { TokenizerFamily } from './model.ts';

const FAMILIES: readonly (readonly [id: RegExp, TokenizerFamily])[] = [
  // tiktoken/model.py; gpt-6 is not in it yet and taken to count like gpt-5.
  [/^(ft:)?(gpt-4o|gpt-4\.[15]|gpt-[5-9]|chatgpt-4o|o[134](-|$)|codex-|computer-use|gpt-audio|gpt-realtime)/, 'o200k'],
  [/gpt-oss/, 'o200k'],
  [/^(ft:)?(gpt-4|gpt-3\.5|text-embedding-|davinci|babbage)/, 'cl100k'],
  // Opus 4.7 brought a tokenizer with some 30 % more tokens; Haiku 5.5's page says the same of it (platform.claude.com, 2026-10-07).
  [/^claude-(opus-4-[7-9]|(opus|sonnet|haiku|fable|mythos)-[5-9]|mythos-preview)/, 'claude-2026'],
  [/^claude/, 'claude'],
  [/gemini|gemma/, 'gemini'],
  [/nova|titan/, 'nova'],
  [/llama/, 'llama'],
  [/mi[sx]tral|codestral|ministral|pixtral|devstral|magistral|voxtral/, 'mistral'],
  [/command|cohere|embed-(english|multilingual|v4)|rerank|aya/, 'cohere'],
  [/deepseek/, 'deepseek'],
];

export function tokenizerFamily(makerId: string): TokenizerFamily {
  return FAMILIES.find(([pattern]) => pattern.test(makerId))?.[1] ?? 'other';
}
