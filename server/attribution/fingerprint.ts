/** What tells the requests of a call site from those of all others. Pure; what is not known excludes nothing. */
import type { Provider } from '../../shared/catalogue/schema.ts';
import type { Fingerprint, WireDialect } from '../../shared/protocol/sites.ts';
import type { Block, CallSite, Field } from '../calls/callSite.ts';
import { parametersOf } from './parameters.ts';
import { promptTemplates } from './promptTemplates.ts';

/** Undefined: it sends no request of its own that the runtime can tell, or none that costs. */
export function fingerprintOf(call: CallSite): Fingerprint | undefined {
  const operation = OPERATIONS[call.operation];
  if (!operation || call.free || call.kind === 'config' || call.kind === 'retriever') return undefined;
  const dialects = dialectsOf(call);
  const limit = call.maxOutputTokens;
  return detached({
    language: call.language,
    ...(dialects && { dialects }),
    operation,
    models: modelsOf(call.model),
    ...promptTemplates(call),
    tools: toolsOf(call),
    parameters: parametersOf(call),
    ...(limit.state === 'present' && { outputLimit: limit.value }),
  });
}

const OPERATIONS: Readonly<Partial<Record<CallSite['operation'], Fingerprint['operation']>>> = {
  chat: 'chat',
  agent: 'chat',
  completion: 'completion',
  embedding: 'embedding',
};

/** Providers that are spoken to in a format of their own; many of them also, and all others only, in OpenAI's. */
const OWN_FORMAT: Readonly<Partial<Record<Provider, readonly WireDialect[]>>> = {
  openai: ['openai'],
  'azure.ai.openai': ['openai'],
  anthropic: ['anthropic', 'openai'],
  'aws.bedrock': ['bedrock', 'anthropic'],
  'gcp.gemini': ['gemini', 'openai'],
  'gcp.vertex_ai': ['gemini', 'openai', 'anthropic'],
};

/** A base URL of the user's own may lead anywhere. */
function dialectsOf({ provider, baseUrl }: CallSite): readonly WireDialect[] | undefined {
  return baseUrl.state === 'absent' ? OWN_FORMAT[provider] : undefined;
}

/** A default of the code's is the model as a rule, not always. */
function modelsOf(model: Field<string>): Fingerprint['models'] {
  if (model.state === 'present') return { ids: [model.value], open: model.from?.startsWith('default') ?? false };
  return { ids: (model.state === 'unknown' && model.candidates) || [], open: true };
}

function toolsOf(call: CallSite): Fingerprint['tools'] {
  const blocks = call.blocks.filter(({ section }) => section === 'tools');
  const names = blocks.flatMap(block => nameOfTool(block) ?? []);
  const { tools } = call;
  const complete = tools.state === 'absent' || (tools.state === 'present' && tools.value === names.length);
  return { names, complete: complete && !call.open };
}

/** Of a schema its name, wherever the API wants it; of a function its own. */
function nameOfTool({ parts: [part] }: Block): string | undefined {
  if (part?.kind === 'hole') return /^\w+$/.test(part.label) ? part.label : undefined;
  return part && /"name":"([\w.:-]+)"/.exec(part.text)?.[1];
}

/** Texts are views of whole source files as long as they are not copied. */
function detached<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
