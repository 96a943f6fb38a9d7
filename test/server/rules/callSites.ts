/** Call sites made by hand, for tests of rules apart from the engine. */
import type { CallSite, CallSiteId } from '../../../server/calls/callSite.ts';

const NOWHERE = { start: 0, end: 0 };

/** A plain chat call of which nothing is known but what is given; everything else is absent. */
export function callSite(known: Partial<CallSite> = {}): CallSite {
  return {
    id: 'call' as CallSiteId,
    language: 'python',
    path: '/project/code.py',
    span: NOWHERE,
    argsSpan: NOWHERE,
    sdk: 'openai',
    api: 'chat.completions',
    kind: 'direct',
    operation: 'chat',
    free: false,
    provider: 'openai',
    baseUrl: { state: 'absent' },
    model: { state: 'present', value: 'gpt-4o' },
    maxOutputTokens: { state: 'absent' },
    limits: [],
    systemPrompt: { state: 'absent', parts: [] },
    blocks: [],
    blocksComplete: true,
    tools: { state: 'absent' },
    loop: { state: 'none' },
    retrievalK: { state: 'absent' },
    reranked: { state: 'absent' },
    cacheMarker: { state: 'absent' },
    automaticCache: true,
    completions: { state: 'absent' },
    stream: { state: 'absent' },
    effort: { state: 'absent' },
    serviceTier: { state: 'absent' },
    shape: { api: 'chat.completions', params: {} },
    moduleLevel: false,
    arguments: { positional: [], named: new Map() },
    ...known,
  };
}
