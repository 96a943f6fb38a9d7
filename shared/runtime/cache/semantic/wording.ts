/** What the semantic cache says of itself, in sentences. */
import type { Checks } from './health.ts';
import { wilson } from './interval.ts';

/** `The semantic cache answers no more for openai ...: 3 of 40 answers that were compared were wrong.` */
export const semanticOffSentence = ({ route, checked, wrong }: Checks & { readonly route: string }): string =>
  `The semantic cache answers no more for "${route}": ${wrong} of ${checked} answers that were compared were wrong. "farthing cache resume" lets it begin anew.`;

/** `1.8 % wrong (0.5 to 6.2 %, 2 of 112 compared)`. */
export function wrongRate({ checked, wrong }: Checks): string {
  if (checked === 0) return 'nothing compared yet';
  const { low, high } = wilson(wrong, checked);
  return `${percent(wrong / checked)} % wrong (${percent(low)} to ${percent(high)} %, ${wrong} of ${checked} compared)`;
}

const percent = (share: number): string => (share * 100).toFixed(1);
