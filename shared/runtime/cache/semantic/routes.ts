/** How requests are treated, by where they go and what for. */
import type { SemanticPattern, SemanticRoute, SemanticSettings } from '../../settings.ts';

export type RouteFacts = Readonly<Record<SemanticPattern, string | undefined>>;

/** The first that fits; what is not known fits only `*`. */
export function routeFor(facts: RouteFacts, settings: SemanticSettings): SemanticRoute {
  return (
    settings.routes.find(({ match }) =>
      Object.entries(match).every(([what, pattern]) => fits(pattern, facts[what as SemanticPattern] ?? '')),
    ) ?? settings
  );
}

/** Whether anything is to be done at all. */
export function isWanted({ mode, routes }: SemanticSettings): boolean {
  return mode !== 'off' || routes.some(route => route.mode !== 'off');
}

/** What wrong answers are counted by. Call sites ask for different things even of one model. */
export function nameOfRoute({ upstream, endpoint, model, site }: RouteFacts): string {
  return [upstream, endpoint, model, site].filter(part => part !== undefined).join(' ');
}

function fits(pattern: string, value: string): boolean {
  const parts = pattern.split('*').map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(value);
}
