/** Rows of the ledger in, opportunities out: each lever tried alone on the calls of a site, then all of them together. */
import { addMoney, asNanos, type NanoDollars, NO_MONEY } from '../../money/nanoDollars.ts';
import type { Changes } from '../simulation/changes.ts';
import { countedCalls } from '../simulation/countedCalls.ts';
import type { Past, PastCall } from '../simulation/pastCall.ts';
import { type Replayed, replay } from '../simulation/replay.ts';
import { groupOf } from '../simulation/simulate.ts';
import { type LeverContext, type Trial, trialsOf } from './levers.ts';
import type { Lever, Opportunities, Opportunity, SiteOpportunities } from './opportunity.ts';

export function opportunities(past: Past, context: LeverContext): Opportunities {
  const groups = Map.groupBy(past.calls, call => JSON.stringify(groupOf(call)));
  const sites = [...groups.values()].flatMap(calls => siteOf(calls, context) ?? []);
  return {
    sites: sites.sort((a, b) => b.combined - a.combined || b.cost - a.cost),
    calls: past.calls.length,
    cost: costOf(past.calls),
    combined: addMoney(...sites.map(({ combined }) => combined)),
    notKnown: notKnown(past),
  };
}

interface Tried extends Opportunity {
  readonly changes: Changes;
}

/** Undefined: nothing is to be saved there. */
function siteOf(calls: readonly PastCall[], context: LeverContext): SiteOpportunities | undefined {
  const tried = bestOfEach(trialsOf(calls, context).map(trial => tryOut(trial, calls))).sort((a, b) => b.saved - a.saved);
  if (tried.length === 0) return undefined;
  const [first] = calls as [PastCall];
  return {
    ...groupOf(first),
    calls: calls.length,
    cost: costOf(calls),
    opportunities: tried.map(({ changes: _, ...opportunity }) => opportunity),
    combined: combined(tried, calls),
  };
}

function tryOut({ changes, ...trial }: Trial, calls: readonly PastCall[]): Tried {
  const replayed = replay(calls, changes);
  return { ...trial, changes, saved: savedBy(replayed), calls: replayed.filter(({ call, cost }) => cost < call.cost).length };
}

/** A cache that costs more to write than it is read saves nothing; of two ways to pull a lever the better one counts. */
function bestOfEach(tried: readonly Tried[]): Tried[] {
  const best = new Map<Lever, Tried>();
  for (const one of tried) if (one.saved > (best.get(one.lever)?.saved ?? 0)) best.set(one.lever, one);
  return [...best.values()];
}

/** Never less than the best alone: levers that get in each other's way, such as a marker on a smaller model, are left out one by one. */
function combined(tried: readonly Tried[], calls: readonly PastCall[]): NanoDollars {
  let together = NO_MONEY;
  let changes: Changes = {};
  for (const one of tried) {
    // The model of the better of two levers that choose one.
    const joined = { ...one.changes, ...changes };
    const saved = savedBy(replay(calls, joined));
    if (saved <= together) continue;
    together = saved;
    changes = joined;
  }
  return together;
}

function savedBy(replayed: readonly Replayed[]): NanoDollars {
  return asNanos(replayed.reduce((sum, { call, cost }) => sum + call.cost - cost, 0));
}

const costOf = (calls: readonly PastCall[]): NanoDollars => asNanos(calls.reduce((sum, { cost }) => sum + cost, 0));

function notKnown({ calls, leftOut }: Past): string[] {
  const bought = calls.filter(({ end }) => end.state === 'settled' && end.cache !== 'hit' && end.cache !== 'semantic');
  const of = (lacks: (call: PastCall) => boolean) => bought.filter(lacks).length;
  const noPrice = of(({ model, usage }) => usage !== undefined && !model);
  const noDigest = of(({ attempt }) => attempt.verdicts?.digests === undefined);
  return [
    ...countedCalls(leftOut.unknownCost, 'of unknown cost', 'in no figure'),
    ...countedCalls(leftOut.unfinished, 'under way or lost', 'in no figure'),
    ...countedCalls(noPrice, 'of a model without a price today', 'nothing was tried on them'),
    ...countedCalls(noDigest, 'made before requests could be told apart', 'what caches would have saved there is not known'),
    ...(bought.length > 0 && bought.every(({ end }) => end.verdicts?.semantic === undefined)
      ? ['What the semantic cache would have saved is not known: it was off.']
      : []),
    ...(bought.length > 0 && bought.every(({ attempt }) => attempt.verdicts?.route === undefined)
      ? ['What routing call by call would have saved is not known: the router was off.']
      : []),
  ];
}
