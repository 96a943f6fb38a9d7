/** Which model a model string means: prefixes, profiles, ARNs, versions and dates taken apart. */
import type { Provider } from '../catalogue/schema.ts';
import { readArn } from './arn.ts';
import { makerOf, type NamedProvider, prefixes } from './providerNames.ts';

export interface Identity {
  /** Whose price list holds: where the request goes. */
  readonly provider: Provider;
  /** The id as that provider lists it, without prefixes and marks. */
  readonly id: string;
  /** The model itself and its maker, where the provider resells it: `claude-sonnet-4-5` of Anthropic. The same as above otherwise. */
  readonly maker: Provider;
  readonly makerId: string;
  /** As the provider's own list has it, profile, version and variant included: for the packaged table. */
  readonly listed: string;
  /** Bedrock: a profile of a geography (`us.`), the global profile, or the bare id. */
  readonly profile?: 'geography' | 'global' | 'bare';
  /** OpenRouter: `free`, `nitro`, `online` ... */
  readonly variant?: string;
  /** Base of a fine-tuned model. */
  readonly fineTunedFrom?: string;
  /** Nothing was taken off. */
  readonly verbatim: boolean;
}

export interface Unidentified {
  readonly reason: string;
}

interface Split {
  readonly provider: Provider;
  readonly id: string;
  readonly verbatim: boolean;
}

/** The model a request names, or why that cannot be said. `provider` is the receiver's, `unknown` for routers. */
export function identify(provider: Provider, model: string): Identity | Unidentified {
  const written = model.trim();
  if (written === '') return { reason: 'the model is an empty string' };
  const arn = readArn(written.replace(/^(bedrock|bedrock_converse)\/(converse\/|invoke\/)?/, ''));
  if (arn) return 'reason' in arn ? arn : onBedrock({ provider: 'aws.bedrock', id: arn.id, verbatim: false });

  const split = splitPrefix(provider, written);
  if ('reason' in split) return split;
  if (provider === 'ollama' && split.verbatim) return { reason: ownServer('Ollama') };
  switch (split.provider) {
    case 'aws.bedrock':
      return onBedrock(split);
    case 'openrouter':
      return onOpenRouter(split);
    case 'gcp.gemini':
    case 'gcp.vertex_ai':
      return atGoogle(split);
    case 'azure.ai.openai':
      return onAzure(split);
    default:
      return direct(split);
  }
}

function ownServer(title: string): string {
  return `the model runs on ${title}: no price per token`;
}

/** Takes off what stands before the id: `provider/`, `provider:`, paths of Google and Fireworks. */
function splitPrefix(provider: Provider, written: string): Split | Unidentified {
  const google = /^(?:projects\/[^/]+\/locations\/[^/]+\/)?(?:publishers\/[^/]+\/)?models\/(.+)$/.exec(written);
  if (google) return { provider: provider === 'unknown' ? 'gcp.gemini' : provider, id: google[1] as string, verbatim: false };

  const [, name, separator, rest] = /^([a-z0-9_-]+)([/:])(.+)$/i.exec(written) ?? [];
  const named: NamedProvider | undefined = name === undefined ? undefined : prefixes[name.toLowerCase()];
  const prefix = named?.separator === undefined || named.separator === separator ? named : undefined;
  // On OpenRouter and Groq the maker's name before the slash belongs to the id.
  const belongsToId = provider === 'openrouter' ? prefix?.provider !== 'openrouter' : provider === 'groq' && prefix?.provider !== 'groq';
  if (!prefix || rest === undefined || (separator === '/' && belongsToId)) return { provider, id: written, verbatim: true };
  if (prefix.local) return { reason: ownServer(prefix.local) };
  if (prefix.unpriced) return { reason: `the price list of ${prefix.unpriced} is not known here` };
  const inner = rest.replace(/^(converse|invoke|responses|chat)\//, '');
  return { provider: prefix.provider, id: inner, verbatim: false };
}

const GEOGRAPHY = /^(us|eu|apac|jp|au|ca|in|us-gov|global)\.(?=[a-z0-9-]+\.)/;

function onBedrock({ id, verbatim }: Split): Identity {
  const geography = GEOGRAPHY.exec(id);
  const bare = geography ? id.slice(geography[0].length) : id;
  // `-v1:0`, `:0`, `-v2:0:200k`: version of the listing and context length. Where the version is a model of its own it stays.
  const versioned = /^(amazon\.titan-embed|cohere\.(embed|command-(light-)?text))/.test(bare);
  const base = bare.replace(versioned ? /(:\d+[km]?)+$/ : /(-v\d+)?(:\d+[km]?)+$|-v1$/, '');
  const claude = /^(?:anthropic\.)?(claude-.+)$/.exec(base)?.[1];
  return {
    provider: 'aws.bedrock',
    id: claude === undefined ? base : `anthropic.${claude}`,
    maker: claude === undefined ? 'aws.bedrock' : 'anthropic',
    makerId: claude ?? base,
    listed: id,
    profile: geography === null ? 'bare' : geography[1] === 'global' ? 'global' : 'geography',
    verbatim: verbatim && base === id,
  };
}

function onOpenRouter({ id, verbatim }: Split): Identity {
  const [, listed = id, variant] = /^(.*?)(?::([a-z]+))?$/.exec(id) ?? [];
  const [, name, rest] = /^([a-z0-9_-]+)\/(.+)$/.exec(listed) ?? [];
  const maker = name === undefined ? undefined : prefixes[name]?.provider;
  const makerId = rest ?? listed;
  return {
    provider: 'openrouter',
    id: listed,
    maker: maker ?? 'openrouter',
    // OpenRouter writes `claude-sonnet-4.5`, Anthropic `claude-sonnet-4-5`.
    makerId: maker === 'anthropic' ? makerId.replace(/(\d)\.(\d)/, '$1-$2') : makerId,
    listed: id,
    ...(variant === undefined ? {} : { variant }),
    verbatim: verbatim && variant === undefined,
  };
}

function atGoogle({ provider, id, verbatim }: Split): Identity {
  // Vertex writes dates and versions after an at sign: `claude-sonnet-4-5@20250929`.
  const plain = id.replace(/@default$|@latest$/, '').replace(/@/, '-');
  const maker = /^claude/.test(plain) ? 'anthropic' : /^(mistral|codestral)/.test(plain) ? 'mistral_ai' : 'gcp.gemini';
  return { provider, id: plain, maker, makerId: plain, listed: id, verbatim: verbatim && plain === id };
}

function onAzure({ id }: Split): Identity {
  // Azure leaves out the dot: `gpt-35-turbo`. The id is a deployment's name: that it reads like a model's is a convention.
  const makerId = id.toLowerCase().replace(/^gpt-35/, 'gpt-3.5');
  const maker = makerOf(makerId) ?? 'openai';
  return { provider: 'azure.ai.openai', id: makerId, maker, makerId, listed: makerId, verbatim: false };
}

function direct({ provider, id, verbatim }: Split): Identity | Unidentified {
  const maker = provider === 'unknown' ? makerOf(id) : provider;
  if (maker === undefined) return { reason: `no provider is known for the model ${id}` };
  if (maker === 'aws.bedrock') return onBedrock({ provider: maker, id, verbatim: false });
  const found = { provider: maker, maker, verbatim: verbatim && maker === provider };
  // `ft:gpt-4o-mini-2024-07-18:org::id`
  const base = /^ft:([^:]+)/.exec(id)?.[1];
  if (maker === 'openai' && base !== undefined)
    return { ...found, id: `ft:${base}`, makerId: base, listed: id, fineTunedFrom: base, verbatim: false };
  // Anthropic's own ids with a dot, as other lists write them.
  const plain = maker === 'anthropic' ? id.replace(/^(claude-.*\d)\.(\d)/, '$1-$2') : id;
  return { ...found, id: plain, makerId: plain, listed: plain, verbatim: found.verbatim && plain === id };
}
