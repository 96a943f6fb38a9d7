/** `user/day`, `team/month`, `request`: what a budget on the command line is about. */
import { didYouMean } from '../../shared/config/closest.ts';
import { BUDGET_SCOPES, BUDGET_WINDOWS } from '../../shared/config/runtimeDefaults.ts';
import type { Budget } from '../../shared/runtime/budget/budget.ts';

/** `request`, the scope and window of a budget, or a sentence about what is wrong. */
export function parseLimitWord(word: string, owner: string | undefined): 'request' | Pick<Budget, 'scope' | 'window' | 'owner'> | string[] {
  if (word === 'request') return owner === undefined ? 'request' : ['a limit for one request holds for everyone: it has no --owner'];
  const [scopeWord = '', windowWord, ...more] = word.split('/');
  const scope = BUDGET_SCOPES.find(one => one === scopeWord);
  if (scope === undefined) {
    const known = [...BUDGET_SCOPES, 'request'];
    return [`there is no budget for "${scopeWord}"${didYouMean(scopeWord, known) || `; there are ${known.join(', ')}`}`];
  }
  if (windowWord === undefined) return [`a budget needs a window: ${BUDGET_WINDOWS.map(window => `${scope}/${window}`).join(', ')}`];
  const window = BUDGET_WINDOWS.find(one => one === windowWord);
  if (window === undefined || more.length > 0) {
    const wrong = [windowWord, ...more].join('/');
    return [`there is no window "${wrong}"${didYouMean(wrong, BUDGET_WINDOWS) || `; there are ${BUDGET_WINDOWS.join(', ')}`}`];
  }
  if (scope === 'all' && owner !== undefined) return ['a budget of all calls has no --owner'];
  return { scope, window, ...(owner === undefined ? {} : { owner }) };
}
