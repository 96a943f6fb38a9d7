/**
 * The one description of a user's own `config.jsonc`, which the runtime goes by. What can redirect requests stands here alone: a workspace's
 * `farthing.jsonc` has none of these keys.
 */
import * as z from 'zod/mini';
import type { Provider } from '../catalogue/schema.ts';
import { documented } from './documentation.ts';
import { dollars, modelPrices } from './modelPrices.ts';
import { router } from './routerSchema.ts';
import { ACCOUNT_TIERS, BUDGET_SCOPES, BUDGET_WINDOWS, DEFAULT_RUNTIME, DIALECTS, UNKNOWN_PRICE } from './runtimeDefaults.ts';
import { semanticCache } from './semanticCacheSchema.ts';
import { storm } from './stormSchema.ts';
import { telemetry } from './telemetrySchema.ts';
import { isSafeAddress, isStoreAddress, isWebAddress } from './webAddress.ts';

const PROVIDERS = [
  'openai',
  'azure.ai.openai',
  'anthropic',
  'aws.bedrock',
  'gcp.gemini',
  'gcp.vertex_ai',
  'mistral_ai',
  'cohere',
  'groq',
  'deepseek',
  'x_ai',
  'perplexity',
  'openrouter',
  'ollama',
  'unknown',
] as const satisfies readonly Provider[];

const whole = z.int().check(z.nonnegative());
const positive = z.int().check(z.positive());
const text = z.string().check(z.minLength(1));
const webAddress = z
  .string()
  .check(z.refine(isWebAddress, 'must be an address that begins with http:// or https://, without query and password'));
const hook = z.string().check(z.refine(isSafeAddress, 'must be an https address, or an http address of this machine'));
const store = z.string().check(z.refine(isStoreAddress, 'must be an address that begins with redis:// or rediss://'));
const timeZone = z.string().check(z.refine(isTimeZone, 'must be a time zone of the IANA list, such as "Europe/Berlin"'));
const upstreamName = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/));

function upstream() {
  return z.strictObject({
    baseUrl: documented(
      z.optional(webAddress),
      'Where requests go; what follows the name in the path of a request is put behind it. The four built-in upstreams have one.',
      { examples: ['https://api.groq.com/openai/v1'] },
    ),
    dialect: documented(z.optional(z.enum(DIALECTS)), 'How it is spoken to.', { default: 'openai' }),
    provider: documented(z.optional(z.enum(PROVIDERS)), "Whose prices hold; the dialect's own if absent."),
    retries: documented(z.optional(whole.check(z.maximum(10))), 'How often a request is sent again that failed before its reply began.', {
      default: DEFAULT_RUNTIME.retries,
    }),
    fallback: documented(
      z.optional(text),
      'The upstream that takes over when this one fails before its reply begins; of the same dialect.',
    ),
    askForUsage: documented(
      z.optional(z.boolean()),
      'Ask for the usage of streams that would not tell it, and take the addition out of the reply again.',
      { default: DEFAULT_RUNTIME.askForUsage },
    ),
    idleTimeoutSeconds: documented(z.optional(positive), 'Seconds without a byte after which it is given up.', {
      default: DEFAULT_RUNTIME.idleTimeoutSeconds,
    }),
  });
}

function cache() {
  const { enabled, ttlSeconds, maxMegabytes, sampled } = DEFAULT_RUNTIME.cache;
  return z.strictObject({
    enabled: documented(z.optional(z.boolean()), 'Answer a request that was answered before from the recorded bytes.', {
      default: enabled,
    }),
    ttlSeconds: documented(z.optional(positive), 'Seconds for which an answer is kept.', { default: ttlSeconds }),
    maxMegabytes: documented(z.optional(positive), 'Megabytes that the cache may take on disk.', { default: maxMegabytes }),
    sampled: documented(
      z.optional(z.boolean()),
      'Also answer requests from the cache that may well be answered differently each time: a temperature above 0 and no seed.',
      { default: sampled },
    ),
  });
}

function budget() {
  return z.strictObject({
    scope: documented(z.enum(BUDGET_SCOPES), 'Whom it covers: each user (team, ...) with a limit of their own, or `owner` alone.'),
    owner: documented(z.optional(text), 'Whose; each has a limit of their own if absent.'),
    window: documented(z.enum(BUDGET_WINDOWS), 'Calendar day, week or month in your time zone, or for good.'),
    usd: documented(z.optional(dollars), 'Dollars.'),
    tokens: documented(z.optional(whole), 'Tokens, input and output together.'),
  });
}

function requestLimits() {
  return z.strictObject({
    inputTokens: documented(z.optional(whole), 'Input tokens of one request.'),
    outputTokens: documented(z.optional(whole), 'Output tokens of one request.'),
    usd: documented(z.optional(dollars), 'Dollars that one request may cost at worst.'),
  });
}

export function createUserSchema() {
  const runtime = z.strictObject({
    port: documented(z.optional(whole.check(z.maximum(65_535))), 'Port of 127.0.0.1 to listen on; 0 takes any.', {
      default: DEFAULT_RUNTIME.port,
    }),
    upstreams: documented(
      z.optional(z.record(upstreamName, upstream())),
      'Where requests go by name. `openai`, `anthropic`, `bedrock` and `gemini` are there; others are reached by `/up/NAME/`.',
      { examples: [{ groq: { baseUrl: 'https://api.groq.com/openai/v1', dialect: 'openai', provider: 'groq' } }] },
    ),
    user: documented(
      z.optional(text),
      "Who is charged where a request does not say; git's `user.email` if absent, else the name you log in with.",
    ),
    team: documented(z.optional(text), 'The team where a request does not say.'),
    project: documented(
      z.optional(text),
      'The project where a request does not say; the git repository in which the runtime was started if absent.',
    ),
    store: documented(
      z.optional(store),
      "A Redis (6 or newer) that a team shares: limits set with `farthing budget` then hold over all its machines, and answers are cached for all who use the same key. `rediss://` is TLS. The environment's `FARTHING_STORE` goes before it, and keeps a password out of the file.",
      { examples: ['rediss://farthing:secret@redis.example:6379/0'] },
    ),
    storeNamespace: documented(z.optional(upstreamName), 'Tells teams apart that share a Redis.', {
      default: DEFAULT_RUNTIME.storeNamespace,
    }),
    timeZone: documented(z.optional(timeZone), "Where days, weeks and months begin; this machine's if absent.", {
      examples: ['Europe/Berlin'],
    }),
    cache: documented(z.optional(cache()), 'The exact cache: the same request of the same identity is answered once.'),
    semanticCache: documented(
      z.optional(semanticCache()),
      'The semantic cache: a question asked in other words is answered by the answer to the first. It needs an embedder, and only watches unless told otherwise.',
    ),
    router: documented(
      z.optional(router()),
      'Routing: requests that a cheaper model will do for. In shadow once models are named, and off without.',
    ),
    storm: documented(
      z.optional(storm()),
      'The storm breaker: conversations that run away. Without limits of your own it only tells of them, and refuses what no sane agent does (2,000 tool calls in a turn, the same call 250 times in a row).',
    ),
    budgets: documented(
      z.optional(z.array(budget())),
      'Limits that hold from each start of the runtime, whatever `farthing budget set` made of them since. Taken out of the file, they stay until `farthing budget remove`.',
      { examples: [[{ scope: 'user', window: 'day', usd: 5 }]] },
    ),
    request: documented(z.optional(requestLimits()), 'What one request may have at most.'),
    unknownPrice: documented(
      z.optional(z.enum(UNKNOWN_PRICE)),
      'What becomes of a call whose worst case is not known, where a limit of money or tokens covers it. Others pass and are marked.',
      { default: DEFAULT_RUNTIME.unknownPrice },
    ),
    accountTier: documented(
      z.optional(z.enum(ACCOUNT_TIERS)),
      'What is held for a call that names no service tier: the standard price, or the dearest that your account may be set to (priority processing, a region). A reply that was charged more than the standard price makes it the dearest by itself.',
      { default: DEFAULT_RUNTIME.accountTier },
    ),
    telemetry: documented(
      z.optional(telemetry()),
      'What others are told of calls, as metrics and spans: nothing unless it is switched on here, and never what was asked or answered, nor by whom.',
    ),
    alertWebhook: documented(
      z.optional(hook),
      'Told by POST when 70, 90 and 100 % of a limit are spent: an https address, or an http address of this machine.',
    ),
  });
  return z.strictObject({
    $schema: documented(z.optional(z.string()), 'Address of the JSON schema, for editors.'),
    runtime: documented(z.optional(runtime), 'The runtime: where requests go, who is charged, and what may be spent.'),
    models: modelPrices(),
  });
}

/** A user's configuration as written: every key may be missing. */
export type UserConfig = z.infer<ReturnType<typeof createUserSchema>>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
