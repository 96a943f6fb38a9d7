/** The part of a user's configuration about models that may stand in for each other. */
import * as z from 'zod/mini';
import { documented } from './documentation.ts';
import { DEFAULT_RUNTIME, MODEL_CAPABILITIES, ROUTER_MODES } from './runtimeDefaults.ts';

const text = z.string().check(z.minLength(1));
const positive = z.int().check(z.positive());
const share = z.number().check(z.minimum(0), z.maximum(1));
const pattern = z.string().check(z.refine(isPattern, 'must be a regular expression'));

const mode = () =>
  documented(
    z.optional(z.enum(ROUTER_MODES)),
    '`shadow`: only reckon what would be saved. `on`: send requests to the model that is chosen. `off`: neither.',
    { default: DEFAULT_RUNTIME.routerMode },
  );

function check() {
  return z.strictObject({
    schema: documented(
      z.optional(z.union([z.literal(true), z.record(z.string(), z.unknown())])),
      'A JSON schema that the answer must fit; `true`: the one that the request asks for.',
    ),
    pattern: documented(z.optional(pattern), 'A regular expression that the answer must match.'),
    reckoning: documented(z.optional(z.boolean()), 'Calculations that the answer shows must be right, and end in a result.'),
    command: documented(
      z.optional(z.array(text).check(z.minLength(1))),
      'A program of yours with its arguments: it gets the answer on its standard input, and ends with 0 if it is good.',
      { examples: [['python3', '/home/ada/checks/compiles.py']] },
    ),
    agreement: documented(z.optional(z.boolean()), 'Ask the cheap model twice; both answers must say the same.'),
    timeoutSeconds: documented(z.optional(positive), 'Seconds that the program may take.', {
      default: DEFAULT_RUNTIME.checkTimeoutSeconds,
    }),
  });
}

function route() {
  return z.strictObject({
    mode: mode(),
    models: documented(
      z.array(text).check(z.minLength(2)),
      'Ids as your code writes them, the cheapest first, all at one upstream. A request is never sent to a dearer one than it names.',
      { examples: [['gpt-4.1-mini', 'gpt-4.1']] },
    ),
    thresholds: documented(
      z.optional(z.array(share)),
      'Complexity (0 to 1) from which each dearer model is taken, one less than models; evenly spread if absent.',
      { examples: [[0.5]] },
    ),
    check: documented(
      z.optional(check()),
      'Ask the cheaper model first, hold its answer back until it has passed, else ask the model that was asked for. Every call is counted.',
    ),
    capabilities: documented(
      z.optional(z.record(text, z.array(z.enum(MODEL_CAPABILITIES)))),
      'What models can do that are not known here: requests that need it go to no others.',
    ),
  });
}

export function router() {
  return z.strictObject({
    mode: mode(),
    routes: documented(z.array(route()), 'Models that may stand in for each other.', {
      examples: [[{ models: ['gpt-4.1-mini', 'gpt-4.1'] }]],
    }),
  });
}

function isPattern(written: string): boolean {
  try {
    return new RegExp(written, 's') !== undefined;
  } catch {
    return false;
  }
}
