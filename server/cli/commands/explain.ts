import { didYouMean } from '../../../shared/config/closest.ts';
import { explainRule } from '../../rules/explain.ts';
import { rules } from '../../rules/index.ts';
import { complain } from '../complain.ts';
import { CLEAN, FAILED } from '../exitCodes.ts';

/** Prints the page of a rule, or the list of all of them. */
export function explain(id: string | undefined): number {
  if (id === undefined) {
    const width = Math.max(...rules.map(rule => rule.id.length));
    process.stdout.write(rules.map(rule => `${rule.id.padEnd(width)}  ${rule.title}\n`).join(''));
    return CLEAN;
  }
  const rule = rules.find(one => one.id === id);
  if (rule) {
    process.stdout.write(explainRule(rule));
    return CLEAN;
  }
  const ids = rules.map(one => one.id);
  complain(`there is no rule "${id}"${didYouMean(id, ids) || `; there are ${ids.join(', ')}`}`);
  return FAILED;
}
