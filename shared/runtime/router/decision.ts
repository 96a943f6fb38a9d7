/** Which model answers a request, and why. Pure: all it goes by is given. */
import type { ModelFacts } from '../../models/model.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { Complexity } from './complexity.ts';
import type { Needs } from './needs.ts';
import type { Route } from './routerSettings.ts';

/** `x-farthing-route`: `off`, a model, or an end of the route. */
export type Wish = string | undefined;

export interface Asked {
  /** As the request names it; it is in the route. */
  readonly model: string;
  readonly needs: Needs;
  readonly complexity: Complexity;
  readonly wish: Wish;
  /** It waits for the answer to a tool's result. */
  readonly inToolLoop: boolean;
  /** The model that this turn began with, where one was chosen. */
  readonly begun?: string;
  /** Facts of a model of the route; undefined where it is not known. */
  readonly factsOf: (model: string) => ModelFacts | undefined;
}

export interface Decision {
  readonly chosen: string;
  readonly reasons: readonly string[];
  /** A header asked for it: it holds whatever the mode. */
  readonly wished: boolean;
}

export function decide(route: Route, asked: Asked): Decision {
  const { model, wish, complexity, needs, inToolLoop, begun } = asked;
  const stay = (reason: string, wished = false): Decision => ({ chosen: model, reasons: [reason], wished });
  if (wish === 'off') return stay('x-farthing-route: off', true);
  if (inToolLoop) {
    if (begun === undefined || begun === model) return stay('within a tool loop');
    return { chosen: begun, reasons: [`this turn's tool loop began with ${begun}`], wished: false };
  }
  if (needs.stored) return stay('the conversation is stored under its model');
  const [chosen, reasons, wished] =
    wish === undefined
      ? [chosenFor(route, model, complexity.score), complexity.reasons, false]
      : [wishedModel(route, wish), [`x-farthing-route: ${wish}`], true];
  if (chosen === undefined) return stay(`x-farthing-route names no model of this route: ${route.models.join(', ')}`, true);
  if (chosen === model) return { chosen, reasons, wished };
  const obstacle = obstacleTo(chosen, route, asked);
  return obstacle === undefined ? { chosen, reasons, wished } : { chosen: model, reasons: [obstacle, ...reasons], wished };
}

/** The dearest whose threshold is reached, and never a dearer one than was asked for. */
function chosenFor({ models, thresholds }: Route, model: string, score: number): string {
  const reached = thresholds.filter(threshold => score >= threshold).length;
  return models[Math.min(reached, models.indexOf(model))] as string;
}

function wishedModel({ models }: Route, wish: string): string | undefined {
  if (wish === 'cheap') return models[0];
  if (wish === 'strong') return models.at(-1);
  return models.find(model => model === wish);
}

/** Why a model cannot stand in for the one asked for; undefined: it can. What is not known counts as an obstacle. */
function obstacleTo(chosen: string, { capabilities }: Route, { model, needs, factsOf }: Asked): string | undefined {
  const facts = factsOf(chosen);
  if (!facts) return `${chosen} is not known`;
  const can = capabilitiesOf(chosen, capabilities);
  const missing = needs.capabilities.filter(one => !can?.includes(one));
  if (missing.length > 0) return `${chosen} ${can ? 'has no' : 'is not known to have'} ${missing.join(' and ')}`;
  // Models that reason refuse parameters that others want: temperature, max_tokens.
  if (facts.reasoning === true && factsOf(model)?.reasoning !== true) return `${chosen} reasons and takes other parameters`;
  if (needs.output !== undefined && facts.maxOutputTokens !== undefined && needs.output > facts.maxOutputTokens) {
    return `${chosen} answers with ${count(facts.maxOutputTokens)} tokens at most`;
  }
  return contextObstacle(chosen, facts, factsOf(model), needs);
}

function contextObstacle(
  chosen: string,
  facts: ModelFacts,
  asked: ModelFacts | undefined,
  { input, output = 0 }: Needs,
): string | undefined {
  const { contextTokens } = facts;
  if (contextTokens === undefined) return `the context of ${chosen} is not known`;
  if (asked?.contextTokens !== undefined && contextTokens >= asked.contextTokens) return undefined;
  if (input !== undefined && input + output <= contextTokens) return undefined;
  return `it may not fit into the ${count(contextTokens)} tokens of ${chosen}`;
}

const count = (tokens: number): string => tokens.toLocaleString('en');
