/** How a text is written: what can be counted in it at once. */

const WORD = /[\p{L}']+/gu;
const NUMBER = /\d[\d.,]*/g;

export const wordCount = (text: string): number => text.match(/\S+/g)?.length ?? 0;

/** Name of each feature, for whoever explains a score. All lie around 0 to 1, so that none needs scaling by data. */
export const WRITTEN = [
  'length',
  'letters',
  'long words',
  'numbers',
  'share of numbers',
  'symbols',
  'questions',
  'commas',
  'lines',
  'varied words',
  'negation',
  'quantifiers',
  'conditions',
  'capitals',
  'names',
  'very long words',
  'short words',
  'quotes',
  'brackets',
  'code',
  'multi-step words',
] as const;

const NEGATION = /\b(?:not|except|least|never|no|false|incorrect|without)\b/gi;
const QUANTIFIERS = /\b(?:all|none|both|neither|any|only|most)\b/gi;
const CONDITIONS = /\b(?:if|then|suppose|assume|given|each|every|per|twice|half|total|remaining|unless|when)\b/gi;
const CODE = /```|[{};]\s*$|=>|\bdef \w|\bfunction\b|\bclass \w|\bSELECT\b|\bimport \w/gm;
const MULTI_STEP =
  /\b(?:compare|analy[sz]e|design|implement|evaluate|recommend|strategi[sz]e|explain why|step by step|prove|derive|refactor|plan)\b/gi;

export function featuresOfWriting(text: string): Float64Array {
  const words = text.match(WORD) ?? [];
  const numbers = text.match(NUMBER)?.length ?? 0;
  const count = words.length + numbers + 1;
  const matches = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const share = (pattern: RegExp, times: number) => Math.min(1, (matches(pattern) / count) * times);
  let letters = 0;
  let long = 0;
  let short = 0;
  for (const { length } of words) {
    letters += length;
    if (length >= 9) long++;
    if (length <= 3) short++;
  }
  const different = new Set(words.map(word => word.toLowerCase())).size;
  return Float64Array.of(
    Math.log1p(words.length) / 6,
    Math.log1p(text.length) / 8,
    letters / (words.length + 1) / 8,
    Math.log1p(numbers) / 4,
    numbers / count,
    share(/[=+*/^<>\\{}|]/g, 3),
    Math.min(1, matches(/\?/g) / 3),
    Math.log1p(matches(/,/g)) / 4,
    Math.log1p(matches(/\n/g)) / 4,
    different / (words.length + 1),
    Math.min(1, matches(NEGATION) / 4),
    Math.min(1, matches(QUANTIFIERS) / 4),
    share(CONDITIONS, 5),
    Math.min(1, (matches(/\p{Lu}/gu) / (text.length + 1)) * 8),
    share(/\b\p{Lu}\p{Ll}+/gu, 3),
    (long / (words.length + 1)) * 2,
    short / (words.length + 1),
    share(/["“”]/g, 5),
    share(/[()[\]]/g, 5),
    Math.min(1, matches(CODE) / 5),
    Math.min(1, matches(MULTI_STEP) / 3),
  );
}
