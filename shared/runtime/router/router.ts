/** The router of a runtime: its settings, and what it has learned of each route. */
import type { Provider } from '../../catalogue/schema.ts';
import type { ModelFacts } from '../../models/model.ts';
import { isUnknown, type PriceSource } from '../../models/priceSource.ts';
import type { JsonObject } from '../dialects/jsonValue.ts';
import { featuresOf, LEXICAL, sizeOf } from './features.ts';
import { type Learned, learnFrom } from './learned.ts';
import { readOutcomes, writeOutcomes } from './outcomeFile.ts';
import { type Outcome, Outcomes } from './outcomes.ts';
import { schemaIn } from './requestSchema.ts';
import type { Route, RouterSettings } from './routerSettings.ts';

export interface Router {
  readonly settings: RouterSettings;
  /** Undefined: there is nothing to learn from yet. */
  learned(route: Route): Learned | undefined;
  /** `text`: the question; only sums of its features are kept. */
  learn(route: Route, text: string, site: string | undefined, outcome: Outcome): void;
  /** What is known of the models of a route. */
  modelFacts(provider: Provider, route: Route, at: Date): Promise<(model: string) => ModelFacts | undefined>;
  /** The JSON schema that a request wants its answer in. */
  schemaIn(body: JsonObject): unknown;
  close(): void;
}

export interface RouterOptions {
  readonly settings: RouterSettings;
  readonly file: string;
  readonly prices: PriceSource;
  readonly onTrouble: (message: string) => void;
}

/** New outcomes after which a route is learned anew (some ten milliseconds), and the file is written. */
const LEARN_AFTER = 100;

export function openRouter({ settings, file, prices, onTrouble }: RouterOptions): Router {
  const byRoute = readOutcomes(file, sizeOf(LEXICAL));
  const models = new Map<string, { readonly learned: Learned; readonly at: number }>();
  const nameOf = (route: Route) => route.models.join(' ');
  let unsaved = 0;

  const save = () => {
    if (unsaved === 0) return;
    unsaved = 0;
    try {
      writeOutcomes(file, byRoute);
    } catch (error) {
      onTrouble(`what the router has learned cannot be kept: ${(error as Error).message}`);
    }
  };

  return {
    settings,
    learned(route) {
      const name = nameOf(route);
      const outcomes = byRoute.get(name);
      if (!outcomes || outcomes.count < 2) return undefined;
      const known = models.get(name);
      if (known && outcomes.count - known.at < LEARN_AFTER) return known.learned;
      const learned = learnFrom(outcomes);
      models.set(name, { learned, at: outcomes.count });
      return learned;
    },
    learn(route, text, site, outcome) {
      const name = nameOf(route);
      const outcomes = byRoute.get(name) ?? new Outcomes(sizeOf(LEXICAL));
      byRoute.set(name, outcomes);
      outcomes.learn(featuresOf(text, LEXICAL), site, outcome);
      if (++unsaved >= LEARN_AFTER) save();
    },
    async modelFacts(provider, { models: named }, at) {
      await prices.prepare(named.map(model => ({ provider, model, at })));
      return model => {
        const answer = prices.lookup({ provider, model, at });
        return isUnknown(answer) ? undefined : answer;
      };
    },
    schemaIn,
    close: save,
  };
}
