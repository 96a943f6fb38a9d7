/**
 * What an answer shows of itself where it reckons: whether its calculations are right, whether it ends in a number that it has reckoned, whether it used
 * what the question says. Nothing here knows the right answer.
 */

const NUMBER = /-?\d[\d,]*(?:\.\d+)?/g;
/** `3 x 60 = 180`, `<<3*60=180>>`, `$5 * 60% = $3`. */
const CALCULATION = /((?:\$?\d[\d,]*(?:\.\d+)?%?\s*[-+*/x×÷]\s*\(?)+\$?\d[\d,]*(?:\.\d+)?%?\)?)\s*=\s*\$?(-?\d[\d,]*(?:\.\d+)?)/g;
const MARKED = /<<([^<>=]*)=([^<>]*)>>/g;
const HEDGING = /\b(?:assum|however|mistake|not specified|unknown|cannot|approximately|about )/i;
/** Rounded to the cent, or to a whole. */
const TOLERANCE = 0.011;

export interface Reckoning {
  readonly calculations: number;
  readonly wrong: number;
  /** The number it ends with, if it does. */
  readonly result?: number;
  /** That is what its last calculation came to; another of its calculations did. */
  readonly isLast: boolean;
  readonly isReckoned: boolean;
}

export function reckoningIn(answer: string): Reckoning {
  const marked = [...answer.matchAll(MARKED)];
  const written = marked.length > 0 ? marked : [...answer.matchAll(CALCULATION)];
  const values: number[] = [];
  let wrong = 0;
  for (const [, left = '', right = ''] of written) {
    const stated = numberIn(right);
    const reckoned = outcomeOf(left);
    if (stated !== undefined) values.push(stated);
    if (stated === undefined || reckoned === undefined) wrong += 0.5;
    else if (Math.abs(reckoned - stated) > TOLERANCE * Math.max(1, Math.abs(reckoned))) wrong++;
  }
  const result = resultOf(answer);
  const near = (one: number | undefined) => one !== undefined && result !== undefined && Math.abs(one - result) < 1e-6;
  return {
    calculations: written.length,
    wrong,
    ...(result !== undefined && { result }),
    isLast: near(values.at(-1)),
    isReckoned: values.some(near),
  };
}

/** Behind the mark of a final answer; in texts without one the last number. */
function resultOf(answer: string): number | undefined {
  const final = /####\s*([^\n]*)/.exec(answer)?.[1] ?? /(?:answer|total|result)\s*(?:is|:|=)\s*([^\n]*)/i.exec(answer)?.[1];
  return final === undefined ? undefined : numberIn(final);
}

function numberIn(text: string): number | undefined {
  const found = text.match(NUMBER)?.[0];
  return found === undefined ? undefined : Number(found.replaceAll(',', ''));
}

/** Sums and products, from left to right with the usual precedence; brackets are left to the marks that have none. Undefined: not understood. */
function outcomeOf(expression: string): number | undefined {
  const tokens = expression.replaceAll(/[$,\s()]/g, '').match(/\d+(?:\.\d+)?%?|[-+*/x×÷]/g);
  if (!tokens) return undefined;
  let sum = 0;
  let term: number | undefined;
  let sign = 1;
  let operator = '*';
  for (const token of tokens) {
    if (/^\d/.test(token)) {
      const value = token.endsWith('%') ? Number(token.slice(0, -1)) / 100 : Number(token);
      term = term === undefined ? value : /[/÷]/.test(operator) ? term / value : term * value;
    } else if (/[-+]/.test(token)) {
      if (term !== undefined) sum += sign * term;
      term = undefined;
      sign = token === '-' ? -1 : 1;
      operator = '*';
    } else operator = token;
  }
  return term === undefined || !Number.isFinite(term) ? undefined : sum + sign * term;
}

export function featuresOfAnswer(question: string, answer: string): Float64Array {
  const { calculations, wrong, result, isLast, isReckoned } = reckoningIn(answer);
  const asked = numbersIn(question);
  const said = new Set(numbersIn(answer));
  const used = asked.length === 0 ? 1 : asked.filter(number => said.has(number)).length / asked.length;
  const yes = (value: boolean) => (value ? 1 : 0);
  const count = (pattern: RegExp, text: string) => text.match(pattern)?.length ?? 0;
  return Float64Array.of(
    yes(result === undefined),
    yes(result !== undefined && !Number.isInteger(result)),
    yes(result !== undefined && result < 0),
    yes(wrong > 0),
    Math.min(1, wrong / 3),
    yes(isLast),
    yes(isReckoned),
    yes(calculations === 0),
    Math.log1p(calculations) / 2,
    used,
    Math.log1p(asked.length) / 2,
    yes(result !== undefined && asked.includes(result)),
    Math.min(1, Math.log1p(Math.abs(result ?? 0)) / 10),
    Math.log1p(answer.length) / 8,
    Math.log1p(question.length) / 8,
    Math.min(2, answer.length / (question.length + 1)) / 2,
    Math.log1p(count(/\n/g, answer)) / 3,
    yes(HEDGING.test(answer)),
    yes(/[a-z,]$/i.test(answer.trimEnd())),
    yes(/\b[xyz]\b\s*[-=+*]/.test(answer)),
    yes(question.includes('%')),
    yes(/half|twice|third|quarter|double|percent/i.test(question)),
    yes(/\b(?:more|less|fewer|older|younger) than\b/i.test(question)),
    yes(/\bif\b/i.test(question)),
    yes(/remain|left|rest/i.test(question)),
    yes([...said].some(number => !Number.isInteger(number))),
    Math.min(1, calculations / (asked.length + 1)),
  );
}

const numbersIn = (text: string): number[] => (text.match(NUMBER) ?? []).map(found => Number(found.replaceAll(',', '')));
