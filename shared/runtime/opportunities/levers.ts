/** Each lever as changes of calls, with what it assumes and what is to be done. One entry each; none knows another. */
import { DEFAULT_RUNTIME } from '../../config/runtimeDefaults.ts';
import type { PriceSource } from '../../models/priceSource.ts';
import type { Changes } from '../simulation/changes.ts';
import type { PastCall } from '../simulation/pastCall.ts';
import { cheaperModel, routedModel } from './cheaperModel.ts';
import type { Opportunity } from './opportunity.ts';

export type Trial = Omit<Opportunity, 'saved' | 'calls'> & { readonly changes: Changes };

export interface LeverContext {
  readonly prices: PriceSource;
  readonly now: Date;
}

/** What may be tried on the calls of one group; where there are several of one lever, the better one counts. */
export function trialsOf(calls: readonly PastCall[], context: LeverContext): readonly Trial[] {
  return [
    ...promptCache(),
    ...model(calls, context),
    ...routing(calls, context),
    ...outputLimit(calls),
    batch(),
    exactCache(),
    semanticCache(),
  ];
}

function promptCache(): Trial[] {
  return (['5m', '1h'] as const).map(life => ({
    lever: 'prompt-cache',
    changes: { promptCache: () => life },
    confidence: 'assumed',
    assumption: 'system prompt and tools have the share of tokens that they have of the text',
    action: `mark system prompt and tools to be cached for ${life === '5m' ? '5 minutes' : '1 hour'}`,
    rule: 'missing-cache-marker',
  }));
}

function model(calls: readonly PastCall[], { prices, now }: LeverContext): Trial[] {
  const cheaper = cheaperModel(calls, prices, now);
  if (!cheaper) return [];
  const { model: other, successor } = cheaper;
  const changes: Changes = {
    model: call => (call.model && call.model.facts.id !== other.facts.id && fitsProvider(call, other.provider) ? other : undefined),
  };
  const assumption = 'if quality holds, and it needs as many tokens';
  const action = `${successor ? 'its successor' : 'try'} ${other.facts.id}`;
  return [{ lever: 'model', changes, confidence: 'assumed', assumption, action, ...(successor ? { rule: 'superseded-model' } : {}) }];
}

const fitsProvider = (call: PastCall, provider: string): boolean => call.model?.provider === provider;

function routing(calls: readonly PastCall[], { prices }: LeverContext): Trial[] {
  const chosen = new Map(calls.flatMap(call => mapped(call, routedModel(call, prices))));
  if (chosen.size === 0) return [];
  return [
    {
      lever: 'routing',
      changes: { model: call => chosen.get(call) },
      confidence: 'measured',
      assumption: 'what the router chose in shadow mode, if quality holds and it needs as many tokens',
      action: 'switch the router on',
      setting: 'runtime.router',
    },
  ];
}

const mapped = <Key, Value>(key: Key, value: Value | undefined): [Key, Value][] => (value === undefined ? [] : [[key, value]]);

/** Fewer say nothing of how long answers are. */
const FEWEST = 20;
const USUAL = 0.95;

function outputLimit(calls: readonly PastCall[]): Trial[] {
  const outputs = calls
    .flatMap(({ usage, end, attempt }) => (usage && end.state === 'settled' && attempt.kind !== 'embeddings' ? [usage.output] : []))
    .sort((a, b) => a - b);
  if (outputs.length < FEWEST) return [];
  const limit = outputs[Math.ceil(USUAL * outputs.length) - 1] as number;
  return [
    {
      lever: 'output-limit',
      changes: { outputLimit: () => limit },
      confidence: 'assumed',
      assumption: `nothing is lost where the longest answers end: ${100 * USUAL} % have no more than ${limit.toLocaleString('en')} tokens`,
      action: `limit the output to ${limit.toLocaleString('en')} tokens`,
      rule: 'missing-max-tokens',
    },
  ];
}

function batch(): Trial {
  return {
    lever: 'batch',
    // Of a stream somebody reads; in a conversation the next call waits for it.
    changes: { batch: ({ attempt }) => !attempt.stream && attempt.kind !== 'other' && (attempt.verdicts?.turn?.requests ?? 1) <= 1 },
    confidence: 'assumed',
    assumption: 'the answers can wait for a day; calls that stream are left out',
    action: "use the provider's batch API",
  };
}

function exactCache(): Trial {
  return {
    lever: 'exact-cache',
    changes: { exact: () => DEFAULT_RUNTIME.cache.ttlSeconds * 1000 },
    confidence: 'measured',
    assumption: 'the very same request came again within a day, and the same answer will do',
    action: 'let the exact cache answer, sampled requests too',
    setting: 'runtime.cache.sampled',
  };
}

function semanticCache(): Trial {
  return {
    lever: 'semantic-cache',
    changes: { semantic: () => true },
    confidence: 'measured',
    assumption: 'what shadow mode would have served; its wrong answers are in farthing status',
    action: 'switch the semantic cache on',
    setting: 'runtime.semanticCache',
  };
}
