/** Whose call it is, in the eyes of each kind of limit. */
import type { AttemptStart } from '../ledger/attempt.ts';
import type { ScopeKind } from './budget.ts';

/** The owner of what nobody owns: calls that say no user (team, ...) share one limit, so that leaving it out is no way around. */
export const NOBODY = '';

export function ownerOf(scope: ScopeKind, { identity, model }: Pick<AttemptStart, 'identity' | 'model'>): string {
  switch (scope) {
    case 'all':
      return NOBODY;
    case 'model':
      return model ?? NOBODY;
    default:
      return identity[scope] ?? NOBODY;
  }
}
