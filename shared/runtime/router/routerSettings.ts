/** What the user's configuration says of routing. */

import type { MODEL_CAPABILITIES, ROUTER_MODES } from '../../config/runtimeDefaults.ts';

export type RouterMode = (typeof ROUTER_MODES)[number];

/** What a model can do beyond text; what is not known of it is not assumed. */
export type Capability = (typeof MODEL_CAPABILITIES)[number];

export interface CheckSettings {
  /** A JSON schema that the answer fits; `true`: the one that the request asks for. */
  readonly schema?: true | Readonly<Record<string, unknown>>;
  /** A regular expression that the answer matches. */
  readonly pattern?: string;
  /** Its calculations are right, and it ends in a result. */
  readonly reckoning?: boolean;
  /** A program with its arguments, which gets the answer on its standard input and ends with 0 if it is good. */
  readonly command?: readonly string[];
  /** The cheap model is asked twice, and both answers say the same. */
  readonly agreement?: boolean;
  readonly timeoutSeconds: number;
}

/** Models that may stand in for each other at one upstream. */
export interface Route {
  readonly mode: RouterMode;
  /** The cheapest first. A request is never sent to a dearer one than it names. */
  readonly models: readonly string[];
  /** Complexity from which each of the dearer ones is taken; one less than models. */
  readonly thresholds: readonly number[];
  /** Cheap first, and the model that was asked for where the check fails. */
  readonly check?: CheckSettings;
  /** Of models that are not known here. */
  readonly capabilities: Readonly<Record<string, readonly Capability[]>>;
}

export interface RouterSettings {
  readonly routes: readonly Route[];
}

export function routeOf({ routes }: RouterSettings, model: string | undefined): Route | undefined {
  return model === undefined ? undefined : routes.find(({ mode, models }) => mode !== 'off' && models.includes(model));
}
