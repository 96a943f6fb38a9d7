/** What the semantic cache says of itself, and what its user tells it. */
import type { RouteState, SemanticState } from '../../../shared/runtime/cache/semantic/entries.ts';
import { wrongRate } from '../../../shared/runtime/cache/semantic/wording.ts';
import { homeOf } from '../../../shared/runtime/process/home.ts';
import { askCache, findRuntime } from '../../../shared/runtime/process/runningRuntime.ts';
import { complain } from '../complain.ts';
import { CLEAN, FAILED } from '../exitCodes.ts';
import { printable } from '../printable.ts';

export interface CacheFlags {
  readonly home?: string;
  readonly json?: boolean;
}

export const showCache = (flags: CacheFlags): Promise<number> =>
  asked(flags, '', 'GET', state => cacheLines(state as SemanticState).join('\n'));

export const sayWrong = (entry: string, flags: CacheFlags): Promise<number> =>
  asked(flags, `/wrong?entry=${encodeURIComponent(entry)}`, 'POST', answer => {
    const { route, ...checks } = answer as RouteState & { readonly switchedOff: boolean };
    const off = checks.switchedOff ? ' That is past the limit: it answers no more there.' : '';
    return `Removed, and not given to that question again. ${printable(route)}: ${wrongRate(checks)}.${off}`;
  });

export const resume = (route: string, flags: CacheFlags): Promise<number> =>
  asked(flags, `/resume?route=${encodeURIComponent(route)}`, 'POST', () => `${printable(route)} is measured anew.`);

export const clear = (flags: CacheFlags): Promise<number> => asked(flags, '/clear', 'POST', () => 'Its answers are forgotten.');

async function asked(
  flags: CacheFlags,
  path: Parameters<typeof askCache>[1],
  method: 'GET' | 'POST',
  say: (answer: object) => string,
): Promise<number> {
  const home = homeOf(flags.home);
  const running = await findRuntime(home);
  if (!running) {
    complain(`no runtime is running in ${home.folder}; "farthing proxy" starts one`);
    return FAILED;
  }
  const answer = await askCache(running, path, method);
  if (typeof answer === 'string') {
    complain(answer);
    return FAILED;
  }
  process.stdout.write(`${flags.json ? JSON.stringify({ version: 1, ...answer }) : say(answer)}\n`);
  return CLEAN;
}

/** One line for all of it, and one for each route of which something was measured. */
export function cacheLines({ mode, entries, routes, trouble }: SemanticState): string[] {
  const means = { off: 'is off but for routes of its own', shadow: 'only watches', on: 'answers' }[mode];
  const head = `The semantic cache ${means}; ${entries.toLocaleString('en')} ${entries === 1 ? 'answer' : 'answers'} kept.`;
  return [
    trouble === undefined ? head : `The semantic cache compares nothing: ${trouble}`,
    ...routes.filter(({ checked }) => checked > 0).map(route => `  ${printable(route.route)}: ${wrongRate(route)}${offWords(route)}`),
  ];
}

const offWords = ({ offSince, route }: RouteState): string =>
  offSince === undefined ? '' : `; switched off, as that is past the limit: farthing cache resume "${printable(route)}"`;
