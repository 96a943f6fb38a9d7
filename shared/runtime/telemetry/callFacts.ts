/** What is told of a call that has ended, in the field's words. */
import type { Provider } from '../../catalogue/schema.ts';
import type { AttemptEnd, AttemptStart } from '../ledger/attempt.ts';
import { DIALECT_PROVIDER } from '../pricing/dialectProvider.ts';
import type { Upstream } from '../settings.ts';

/** A model's name comes from whoever calls: one that is no name would make endless series. */
const MODEL_LETTERS = 100;

export interface CallFacts {
  readonly operation: string;
  readonly provider: Provider;
  /** As it was asked for; absent where the request names none. */
  readonly model?: string;
  readonly team?: string;
  readonly project?: string;
  readonly answeredByCache: boolean;
  /** Absent: no reply came. */
  readonly error?: string;
}

/** Undefined: it spends no tokens (a list of models, a count). */
export function callFacts(
  { kind, dialect, upstream, model, identity }: AttemptStart,
  { cache, state, status }: AttemptEnd,
  upstreams: ReadonlyMap<string, Upstream>,
): CallFacts | undefined {
  if (kind === 'other' || kind === 'count_tokens') return undefined;
  const { team, project } = identity;
  return {
    operation: kind,
    provider: upstreams.get(upstream)?.provider ?? DIALECT_PROVIDER[dialect],
    ...(model !== undefined && { model: model.slice(0, MODEL_LETTERS) }),
    ...(team !== undefined && { team }),
    ...(project !== undefined && { project }),
    answeredByCache: cache === 'hit' || cache === 'semantic',
    ...(state !== 'settled' && { error: status !== undefined && status >= 400 ? `${status}` : state }),
  };
}
