/**
 * What an SDK file says. One SDK is one object of type `Sdk`, mostly data: how a call looks and what each parameter means, in both languages.
 * `server/calls` interprets it; nothing else may branch on an SDK's name. If a description needs a branch elsewhere, this schema lacks a field.
 */

/** How often a value changes, from never to at each call. */
export type Volatility = 'constant' | 'per-process' | 'per-day' | 'per-user' | 'per-request' | 'unknown';

/** What a call site is: a method that spends, a run of a framework, the place where limits are set, a retriever, a call of the project's own wrapper. */
export type CallKind = 'direct' | 'framework' | 'config' | 'retriever' | 'wrapper';

export type Operation =
  | 'chat'
  | 'completion'
  | 'embedding'
  | 'image'
  | 'audio'
  | 'video'
  | 'rerank'
  | 'agent'
  | 'retrieval'
  | 'batch'
  | 'count';

/** As the field names them (OpenTelemetry gen_ai.provider.name), used to look up prices. */
export type Provider =
  | 'openai'
  | 'azure.ai.openai'
  | 'anthropic'
  | 'aws.bedrock'
  | 'gcp.gemini'
  | 'gcp.vertex_ai'
  | 'mistral_ai'
  | 'cohere'
  | 'groq'
  | 'deepseek'
  | 'x_ai'
  | 'perplexity'
  | 'openrouter'
  | 'ollama'
  | 'unknown';

/**
 * Where a value stands in a call.
 *
 * `model`, `config.maxOutputTokens`: by name, through dicts, config objects of the SDK and JSON text. In TypeScript an options object is
 *   read by its keys just as Python's keyword arguments are (see `CallShape.options`).
 * `0`, `0.model`: positional argument, then on.
 * `@model`: from the receiver: the arguments its client was constructed with.
 * `messages[]`: any list item. `messages[role=system].content`: items whose `role` is `system`.
 * Several paths: the first that is present wins.
 */
export type ArgPath = string;

/** An output limit as one SDK spells it. */
export interface LimitParam {
  readonly path: ArgPath;
  /** 'ignored' and 'rejected' spellings are what people write by mistake. */
  readonly status?: 'current' | 'deprecated' | 'ignored' | 'rejected';
  /** Only for models whose id matches; the first entry that matches a model tells its status. */
  readonly models?: RegExp;
  /** The spelling to use in place of this one. */
  readonly insteadUse?: string;
  readonly source: string;
}

/** What happens when nothing is set. */
export interface MissingLimit {
  /**
   * 'unlimited': nothing is sent and the provider's ceiling applies. 'modelMaximum': the SDK sends the model's maximum.
   * 'default': the SDK sends a number. 'required': the API refuses the call without it.
   */
  readonly sends: 'unlimited' | 'modelMaximum' | 'default' | 'required';
  readonly tokens?: number;
  readonly source: string;
}

/** How many turns a tool loop may take. */
export interface LoopBound {
  /** Where the bound is given. */
  readonly paths: readonly ArgPath[];
  /** Turns when it is not given; `null` means no bound at all. */
  readonly default: number | null;
  /** The default exists but is so large that it does not bound spend. */
  readonly weak?: boolean;
  /** External names whose call as bound means "no bound" (`isLoopFinished`), and names whose first argument is the bound (`stepCountIs`). */
  readonly unboundedBy?: readonly string[];
  readonly countedBy?: readonly string[];
  /** Only a loop when tools are given. */
  readonly needsTools?: boolean;
  /** What a fix inserts: name and value, as a keyword argument or object entry, per language; absent when it cannot be inserted at the call. */
  readonly fix?: { readonly python?: string; readonly typescript?: string };
  readonly source: string;
}

/** How a prompt-cache marker looks. */
export interface CacheMarkerShape {
  /** Key that marks a block: `cache_control`, `cachePoint`. */
  readonly key: string;
  /** 'onBlock': a key of the text block it ends; 'ownBlock': an entry of its own in the list. */
  readonly placement: 'onBlock' | 'ownBlock';
  /** What to write, per language, for the fix. */
  readonly write: { readonly python: string; readonly typescript: string };
  /** Paths where one marker covers the whole request (`cache_control` at the top level). */
  readonly topLevel?: readonly ArgPath[];
  readonly maxMarkers: number;
  readonly source: string;
}

export interface Params {
  readonly model?: readonly ArgPath[];
  readonly limits?: readonly LimitParam[];
  readonly missingLimit?: MissingLimit;
  /** System prompt: text, or list of text blocks. */
  readonly system?: readonly ArgPath[];
  /** Messages as role/content entries (also LangChain tuples and message classes), or the prompt text itself. */
  readonly messages?: readonly ArgPath[];
  /** Roles inside `messages` that belong to the system prompt. */
  readonly systemRoles?: readonly string[];
  readonly tools?: readonly ArgPath[];
  readonly retrievalK?: { readonly paths: readonly ArgPath[]; readonly default?: number; readonly source: string };
  readonly loop?: LoopBound;
  readonly cacheMarker?: CacheMarkerShape;
  /** Provider caches prefixes with no marker. */
  readonly automaticCache?: boolean;
  /** Number of completions. */
  readonly completions?: readonly ArgPath[];
  readonly stream?: readonly ArgPath[];
  readonly effort?: readonly ArgPath[];
  readonly serviceTier?: readonly ArgPath[];
}

/** One way to spend tokens. */
export interface CallShape {
  /** Stable name of the API: `chat.completions`, `messages`, `converse`. */
  readonly api: string;
  readonly kind: CallKind;
  readonly operation: Operation;
  /**
   * Members after the client, as either language spells them: `chat.completions.create`, `models.generateContent`. For a function of the SDK's
   * module, the exported name. `()` at the end of a client without members means the instance itself is called.
   */
  readonly methods: readonly string[];
  /** `client.send(new ConverseCommand({...}))`: the class whose first argument is the options object; `methods` is then `send`. */
  readonly commands?: readonly string[];
  /** Spends nothing (token counting); recorded for the runtime, never linted. */
  readonly free?: boolean;
  /** Only when the argument at `path` matches (raw HTTP: the URL). */
  readonly when?: readonly { readonly path: ArgPath; readonly matches: RegExp }[];
  /** TypeScript: index of the options object; default 0. -1: none. */
  readonly options?: number;
  /** Names of the first positional parameters in Python: `['model', 'messages']`. */
  readonly positional?: readonly string[];
  readonly params: Params;
  /** What it returns counts as a client of this SDK (`chats.create` -> chat session). */
  readonly returns?: string;
}

/** A class or factory whose instances make calls, or carry settings. */
export interface Client {
  /** Stable name inside the SDK file, for `CallShape.returns` and `Client.from`. */
  readonly id: string;
  /** Exported names that construct it: `OpenAI`, `AsyncOpenAI`, `Client`, `createOpenAI`. Looked up under the SDK's modules whatever the sub-module. */
  readonly names: readonly string[];
  /** Constructed only if an argument matches: `boto3.client('bedrock-runtime')`. */
  readonly when?: readonly { readonly path: ArgPath; readonly matches: RegExp }[];
  readonly provider?: Provider;
  /** What it is in a pipeline. Only a 'model' or 'agent' makes a run of the pipeline a call. */
  readonly role?: 'client' | 'model' | 'retriever' | 'agent' | 'prompt' | 'config' | 'modelHandle' | 'tool' | 'message';
  /** Members that give the same client again: `beta`, `with_raw_response`, `with_options()`, `bind_tools()`, `asRetriever()` has its own client. */
  readonly transparent?: readonly string[];
  /** Names of the first positional parameters of the constructor in Python (and of a TypeScript function that takes no options object). */
  readonly positional?: readonly string[];
  readonly calls: readonly CallShape[];
  /** The construction itself is a call site of kind 'config' or 'retriever', with these fields (paths without `@`). */
  readonly construction?: {
    readonly api: string;
    readonly kind: 'config' | 'retriever';
    readonly operation: Operation;
    readonly params: Params;
  };
  /** Constructor parameters that redirect to another host. */
  readonly baseUrl?: readonly ArgPath[];
}

/** A method of an unknown or other object that yields a client: `vectorstore.as_retriever(...)`. Distinctive names only. */
export interface Sdk {
  readonly id: string;
  readonly title: string;
  readonly provider: Provider;
  /** Import roots: Python packages and npm packages. A name is the SDK's when its import path starts with one of them. */
  readonly modules: { readonly python?: readonly string[]; readonly typescript?: readonly string[] };
  readonly clients: readonly Client[];
  /** Functions exported by the SDK's modules that spend, or run a framework: `litellm.completion`, `generateText`. */
  readonly functions?: readonly CallShape[];
  /** Model handles: `openai('gpt-4o')`, `anthropic.languageModel('...')`: functions whose first argument is a model id. */
  readonly modelHandles?: readonly { readonly names: readonly string[]; readonly provider: Provider }[];
  /** Bytes that a file must contain for this SDK to matter; the import roots if absent. */
  readonly hints?: readonly string[];
  /** Sources read, and when. */
  readonly source: string;
}
