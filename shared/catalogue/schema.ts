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
 * A step into an instance of a library class (`config.max_tokens` of a `Config(max_tokens=1)`, `llm.model` of a `ChatOpenAI(model='x')`) reads the
 *   arguments it was constructed with, by name.
 * Several paths: the first that is present wins. A value that cannot be the field's (a dict where a number or a model id belongs) is not present.
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

/** A condition on one argument; text with holes is matched with every hole written as `{}`. */
export interface Condition {
  readonly path: ArgPath;
  readonly matches: RegExp;
}

/** How many turns a tool loop may take. */
export interface LoopBound {
  /** Where the bound is given. */
  readonly paths: readonly ArgPath[];
  /** Turns when it is not given; `null` means no bound at all. A written None/null means no bound too. */
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
  /** Key that marks a block: `cache_control`, `cachePoint`; a dotted path where it lies deeper (`providerOptions.anthropic.cacheControl`). */
  readonly key: string;
  /** 'onBlock': a key of the text block it ends; 'ownBlock': an entry of its own in the list. */
  readonly placement: 'onBlock' | 'ownBlock';
  /** What to write, per language, for the fix. */
  readonly write: { readonly python: string; readonly typescript: string };
  /** A list of one text block with the marker, for a system prompt that is plain text now; `$text` stands for that text. */
  readonly textBlock?: { readonly python: string; readonly typescript: string };
  /** Paths where one marker covers the whole request (`cache_control` at the top level). */
  readonly topLevel?: readonly ArgPath[];
  readonly maxMarkers: number;
  readonly source: string;
}

export interface Params {
  /**
   * A model id; or a model handle, or an instance of a client whose role is 'model' (`ChatOpenAI(...)`), which then gives model, provider, base URL,
   * limits and what is sent without one.
   */
  readonly model?: readonly ArgPath[];
  /** The model id stands inside a text (the URL of a request): the first group of the pattern. Asked when `model` finds nothing. */
  readonly modelIn?: readonly { readonly path: ArgPath; readonly pattern: RegExp }[];
  /**
   * Where no model is in sight it was set elsewhere, and this says where (`the model is Settings.llm`): model and limit are then unknown for this
   * reason, never absent.
   */
  readonly elsewhere?: string;
  /** The model when none is given, where the library has a default of its own. */
  readonly defaultModel?: { readonly id: string; readonly source: string };
  /** A model is written `openai:gpt-4o` or `openai/gpt-4o`; what stands before the separator names the provider (`shared/models/providerNames.ts`). */
  readonly modelPrefix?: ':' | '/';
  /** An argument that names the provider: `model_provider='anthropic'`. */
  readonly provider?: readonly ArgPath[];
  readonly limits?: readonly LimitParam[];
  /** Arguments through which a limit may be given where it does not show (`model_kwargs`, `configurable_fields`): with one of them it is unknown, not absent. */
  readonly hidesLimit?: readonly ArgPath[];
  readonly missingLimit?: MissingLimit;
  /** Where that depends on the model: the first whose pattern matches the model id as written replaces `missingLimit`. */
  readonly missingLimitByModel?: readonly { readonly models: RegExp; readonly missing: MissingLimit }[];
  /** System prompt: text, or list of text blocks. */
  readonly system?: readonly ArgPath[];
  /** Messages as role/content entries (also LangChain tuples and message classes), or the prompt text itself. */
  readonly messages?: readonly ArgPath[];
  /** Roles inside `messages` that belong to the system prompt. */
  readonly systemRoles?: readonly string[];
  readonly tools?: readonly ArgPath[];
  readonly retrievalK?: { readonly paths: readonly ArgPath[]; readonly default?: number; readonly source: string };
  /** An argument whose presence says that what is retrieved is cut down again (`node_postprocessors`). */
  readonly reranker?: readonly ArgPath[];
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
  /** Only in this language; in both if absent. */
  readonly language?: 'python' | 'typescript';
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
  /** Only when every one of these holds (raw HTTP: the URL). */
  readonly when?: readonly Condition[];
  /** TypeScript: index of the options object; default 0. -1: none. */
  readonly options?: number;
  /** Names of the first positional parameters in Python: `['model', 'messages']`. */
  readonly positional?: readonly string[];
  readonly params: Params;
  /** What it returns counts as a client of this SDK (`chats.create` -> chat session). */
  readonly returns?: string;
}

/** Methods of one client that yield another and spend nothing: `client.chats.create(...)`, `model.start_chat()`, `session.client('bedrock-runtime')`. */
export interface Factory {
  /** Members after the client, spelled as in `CallShape.methods`. */
  readonly methods: readonly string[];
  /** `Client.id` of what it yields. Its `@` paths look in the factory's arguments first, then in the receiver's. */
  readonly client: string;
  readonly when?: readonly Condition[];
}

/** A message object: `SystemMessage('...')`, `ChatMessage(role='system', content='...')`, `Content(role='user', parts=[...])`. */
export interface MessageShape {
  /** `system`, `user`, `assistant` or `tool`; absent when `rolePath` gives it. */
  readonly role?: 'system' | 'user' | 'assistant' | 'tool';
  readonly rolePath?: ArgPath;
  /** Text, or list of content blocks. */
  readonly content: readonly ArgPath[];
}

/** A prompt template: its `{name}` (or `{{name}}`) are holes until it is formatted or invoked. */
export interface TemplateShape {
  readonly text?: readonly ArgPath[];
  /** Messages in any form `Params.messages` may have, each a template. */
  readonly messages?: readonly ArgPath[];
  /** Role of `text` when it is one message of a chat. */
  readonly role?: 'system' | 'user' | 'assistant';
  /** Nothing known stands here but a list of messages given at run time: `MessagesPlaceholder`. */
  readonly placeholder?: boolean;
  /** `Client.id` of what a step of a pipeline is that comes right after it, when nothing else is known of that step: `prompt | llm`. */
  readonly feeds?: string;
}

/** A class or factory whose instances make calls, or carry settings. */
export interface Client {
  /** Only in this language; in both if absent. */
  readonly language?: 'python' | 'typescript';
  /** Stable name inside the SDK file, for `CallShape.returns` and `Client.from`. */
  readonly id: string;
  /**
   * Exported names that construct it: `OpenAI`, `AsyncOpenAI`, `Client`, `createOpenAI`. Looked up under the SDK's modules whatever the sub-module.
   * Empty when only a factory or `CallShape.returns` yields it.
   */
  readonly names: readonly string[];
  /** Only under these import roots of the SDK: two packages may export one name (`default`) for different things. */
  readonly modules?: readonly string[];
  /**
   * It is built around another client, which stands here: `from_openai(client)`, `wrap_openai(client)`. Its own calls come first, then the wrapped one's;
   * the provider and `@` paths are the wrapped one's. A client that wraps and has no calls is its argument (a module, a function, a client) over again.
   */
  readonly wraps?: readonly ArgPath[];
  /** Methods that yield another client. */
  readonly factories?: readonly Factory[];
  readonly message?: MessageShape;
  readonly template?: TemplateShape;
  /** It is a pipeline of the steps listed here: `RunnableSequence.from([prompt, model])`. */
  readonly steps?: readonly ArgPath[];
  /** It cuts down what the retriever standing here gives (a reranker, a compressor); that retriever is then reranked. */
  readonly reranks?: readonly ArgPath[];
  /** Constructed only if every one of these holds: `boto3.client('bedrock-runtime')`. */
  readonly when?: readonly Condition[];
  readonly provider?: Provider;
  /** What it is in a pipeline. Only a 'model' or 'agent' makes a run of the pipeline a call. */
  readonly role?: 'client' | 'model' | 'retriever' | 'agent' | 'prompt' | 'config' | 'modelHandle' | 'tool' | 'message';
  /**
   * Members that give the same client again: `beta`, `with_raw_response`, `with_options()`, `bind_tools()`. The arguments of such a call
   * (`bind(max_tokens=1)`) are the client's too: `@` paths look in the latest first, then in the constructor's.
   */
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

/**
 * Functions whose first argument is a model id: `openai('gpt-4o')`, `openai.chat('gpt-4o')`, `createOpenAI({...})('gpt-4o')`. An instance of one, standing
 * where a model id is expected, gives model, provider, base URL and what is sent when no limit is set.
 */
export interface ModelHandle {
  /** Exported functions or classes: `openai`. */
  readonly names: readonly string[];
  /** Exported functions that make such a function: `createOpenAI`. */
  readonly makers?: readonly string[];
  /** Members of such a function that do the same: `chat`, `languageModel`. */
  readonly methods?: readonly string[];
  /** Where the model id stands; the first positional argument if absent. */
  readonly model?: readonly ArgPath[];
  readonly modelPrefix?: ':' | '/';
  readonly provider: Provider;
  /** Replaces the one of the call. */
  readonly missingLimit?: MissingLimit;
  /** Limits that ride on the handle. */
  readonly limits?: readonly LimitParam[];
  /** Parameters of the maker that redirect to another host. */
  readonly baseUrl?: readonly ArgPath[];
  readonly automaticCache?: boolean;
}

/** A function that gives model handles names of their own: `customProvider({ languageModels: { fast: openai('gpt-4o-mini') } })`. */
export interface ModelTable {
  readonly names: readonly string[];
  /** Arguments that hold the handles by name. */
  readonly entries: readonly ArgPath[];
  /** Members that give the handle of a name; `()` when the result itself does. */
  readonly methods: readonly string[];
}

export interface Sdk {
  readonly id: string;
  readonly title: string;
  readonly provider: Provider;
  /** Import roots: Python packages and npm packages. A name is the SDK's when its import path starts with one of them. */
  readonly modules: { readonly python?: readonly string[]; readonly typescript?: readonly string[] };
  /** Names that need no import (`fetch`): a function of the SDK when the whole path of an external name is one of them. */
  readonly globals?: readonly string[];
  readonly clients: readonly Client[];
  /** Functions exported by the SDK's modules that spend, or run a framework: `litellm.completion`, `generateText`. */
  readonly functions?: readonly CallShape[];
  readonly modelHandles?: readonly ModelHandle[];
  readonly modelTables?: readonly ModelTable[];
  /**
   * Methods so distinctive that they yield a client whatever their receiver is, as long as nothing better is known of it, in a file that imports this SDK:
   * `vectorstore.as_retriever(...)` on a parameter.
   */
  readonly distinctive?: readonly Factory[];
  /** The same for calls: `store.similarity_search(query, k=50)`. */
  readonly distinctiveCalls?: readonly CallShape[];
  /** Bytes that a file must contain for this SDK to matter; the import roots if absent. */
  readonly hints?: readonly string[];
  /** Sources read, and when. */
  readonly source: string;
}
