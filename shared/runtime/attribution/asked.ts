/** What of a request tells which line of code it came from. */
import type { WireDialect } from '../../protocol/sites.ts';
import type { Message, RequestContent } from '../dialects/content.ts';
import type { Headers, RequestFacts, WireOperation } from '../dialects/dialect.ts';
import { asObject, type JsonObject } from '../dialects/jsonValue.ts';

export interface AskedText {
  readonly role: Message['role'];
  readonly text: string;
}

export interface Asked {
  readonly dialect: WireDialect;
  readonly operation: 'chat' | 'completion' | 'embedding';
  /** Of the program that asks, where its SDK says so. */
  readonly language?: 'python' | 'typescript';
  readonly model?: string;
  readonly outputLimit?: number;
  readonly system: readonly string[];
  /** Those of the conversation, each by itself. */
  readonly texts: readonly AskedText[];
  /** In full, however many of them `texts` has. */
  readonly textCount: number;
  readonly tools: readonly string[];
  /** A member of the body or of one of its configs; undefined where there is none. */
  parameter(name: string): unknown;
}

const OPERATIONS: Readonly<Partial<Record<WireOperation, Asked['operation']>>> = {
  chat: 'chat',
  generate_content: 'chat',
  text_completion: 'completion',
  embeddings: 'embedding',
};

/** What a call site writes stands at the beginning of a conversation, or at its end. */
const FIRST_MESSAGES = 40;
const LAST_MESSAGES = 8;

/** Undefined: nothing that a call site is known to ask. */
export function askedOf(dialect: WireDialect, facts: RequestFacts, contentOf: () => RequestContent, headers: Headers): Asked | undefined {
  const operation = OPERATIONS[facts.operation];
  if (!operation) return undefined;
  const content = contentOf();
  const { messages } = content;
  const near =
    messages.length <= FIRST_MESSAGES + LAST_MESSAGES
      ? messages
      : [...messages.slice(0, FIRST_MESSAGES), ...messages.slice(-LAST_MESSAGES)];
  const texts = near.flatMap(({ role, texts: all }) => all.map(text => ({ role, text: shown(text) })));
  const language = languageOf(headers);
  const configs: readonly JsonObject[] = CONFIGS.map(name => asObject(content.body[name])).filter(config => config !== undefined);
  return {
    dialect,
    operation,
    ...(language && { language }),
    ...(facts.model !== undefined && { model: facts.model }),
    ...(facts.outputLimit !== undefined && { outputLimit: facts.outputLimit }),
    system: content.system.map(shown),
    texts,
    textCount: near === messages ? texts.length : Number.POSITIVE_INFINITY,
    tools: content.tools,
    parameter: name => content.body[name] ?? configs.find(config => config[name] !== undefined)?.[name],
  };
}

/** Of a long text its beginning and its end. */
const KEPT_HEAD = 12_000;
const KEPT_TAIL = 4_000;
export const MOST_SHOWN = KEPT_HEAD + KEPT_TAIL;

function shown(text: string): string {
  const plain = text.trim();
  return plain.length <= MOST_SHOWN ? plain : plain.slice(0, KEPT_HEAD) + plain.slice(-KEPT_TAIL);
}

/** Members that hold parameters in the formats of Bedrock and Gemini. */
const CONFIGS = ['inferenceConfig', 'generationConfig', 'generation_config'];

function languageOf(headers: Headers): Asked['language'] {
  // Stainless names the language of the SDKs that it makes: OpenAI's, Anthropic's and many more.
  const named = `${headers['x-stainless-lang'] ?? ''} ${headers['x-goog-api-client'] ?? ''} ${headers['user-agent'] ?? ''}`.toLowerCase();
  if (/python|boto3|botocore/.test(named)) return 'python';
  return /\bjs\b|gl-node|node|undici|ai-sdk|javascript/.test(named) ? 'typescript' : undefined;
}
