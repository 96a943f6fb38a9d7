/** What the semantic cache leaves alone unless it is opted in. */
export const SEMANTIC_EXTRAS = ['tools', 'turns', 'sampled', 'time'] as const;
export const SEMANTIC_MODES = ['off', 'shadow', 'on'] as const;
export const EMBEDDERS = ['sentence-encoder', 'onnx', 'endpoint'] as const;

/** What the runtime does when nothing is configured. Apart from the schema, so that a start without a configuration loads no validator. */
export const DEFAULT_RUNTIME = {
  port: 4141,
  retries: 0,
  askForUsage: true,
  /** Ten minutes: models that think send nothing for long. */
  idleTimeoutSeconds: 600,
  cache: { enabled: true, ttlSeconds: 86_400, maxMegabytes: 256, sampled: false },
  storeNamespace: 'team',
  telemetry: {
    prometheus: false,
    otlp: { metrics: true, traces: true, intervalSeconds: 60, otherNames: false },
    cloudWatch: { namespace: 'LLM/Costs', intervalSeconds: 60 },
  },
  semanticCache: {
    mode: 'shadow',
    ttlSeconds: 86_400,
    maxMegabytes: 256,
    verifyPercent: 10,
    maxWrongPercent: 2,
    allow: [] as readonly (typeof SEMANTIC_EXTRAS)[number][],
  },
  /** Of routes that are named; without any there is no routing. */
  routerMode: 'shadow',
  checkTimeoutSeconds: 10,
  unknownPrice: 'refuse',
  accountTier: 'standard',
} as const;

export const ROUTER_MODES = ['off', 'shadow', 'on'] as const;
/** What a model may be able to do beyond text. */
export const MODEL_CAPABILITIES = ['tools', 'images', 'schema', 'reasoning'] as const;
export const DIALECTS = ['openai', 'anthropic', 'bedrock', 'gemini'] as const;
/** Of calls whose worst case is not known, where a limit covers them. */
export const UNKNOWN_PRICE = ['refuse', 'allow'] as const;
/** What calls are held for that leave their service tier to the account. */
export const ACCOUNT_TIERS = ['standard', 'dearest'] as const;
export const BUDGET_SCOPES = ['user', 'team', 'project', 'model', 'site', 'key', 'all'] as const;
export const BUDGET_WINDOWS = ['day', 'week', 'month', 'total'] as const;
