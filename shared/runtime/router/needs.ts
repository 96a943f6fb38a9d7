/** What a request needs of whatever model answers it. */
import type { Message, RequestContent } from '../dialects/content.ts';
import type { RequestFacts } from '../dialects/dialect.ts';
import { asObject, type JsonObject } from '../dialects/jsonValue.ts';
import type { Capability } from './routerSettings.ts';

export interface Needs {
  readonly capabilities: readonly Capability[];
  /** It goes on from what is stored at the provider, under the model it began with. */
  readonly stored: boolean;
  /** Most tokens that it can take in; absent: not known. */
  readonly input?: number;
  readonly output?: number;
}

/** Members that ask for an answer in a schema, and those that steer reasoning, wherever an API has them. */
const SCHEMA = ['response_format', 'output_config', 'output_format', 'responseSchema', 'responseJsonSchema', 'response_schema'];
const REASONING = ['reasoning', 'reasoning_effort', 'thinking', 'thinkingConfig', 'thinking_config', 'effort', 'reasoningConfig'];
/** Objects in which APIs keep such members. */
const WITHIN = ['text', 'generationConfig', 'generation_config', 'config', 'output_config', 'additionalModelRequestFields'];
const STORED = ['previous_response_id', 'conversation', 'prompt'];

export function needsOf({ tools, inputBound, outputLimit, answers }: RequestFacts, { messages, body }: RequestContent): Needs {
  const parts = [body, ...WITHIN.map(name => asObject(body[name])).filter(part => part !== undefined)];
  const asks = (names: readonly string[]) => parts.some(part => names.some(name => part[name] !== undefined && part[name] !== null));
  const capabilities: Capability[] = [
    ...(tools ? (['tools'] as const) : []),
    ...(messages.some(carriesMedia) ? (['images'] as const) : []),
    ...(asks(SCHEMA) || asObject(body.text)?.format !== undefined ? (['schema'] as const) : []),
    ...(asks(REASONING) ? (['reasoning'] as const) : []),
  ];
  return {
    capabilities,
    stored: STORED.some(name => isGiven(body, name)),
    ...('tokens' in inputBound && { input: inputBound.tokens }),
    ...(outputLimit !== undefined && { output: outputLimit * answers }),
  };
}

/** Images, files, audio: and reasoning handed back, which another model cannot read either. */
const carriesMedia = ({ other }: Message): boolean => other;

/** `prompt` is a text in legacy completions, and there it is the whole request. */
const isGiven = (body: JsonObject, name: string): boolean =>
  typeof body[name] === 'object' ? body[name] !== null : name !== 'prompt' && body[name] !== undefined;
