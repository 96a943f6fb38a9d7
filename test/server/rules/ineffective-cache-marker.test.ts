import { table } from './table.ts';

const call = (system: string, rest = '') => `from datetime import datetime
from anthropic import Anthropic

client = Anthropic()
POLICY = "Answer from the help articles only. " * 400

def ask(q, tools):
    return client.messages.create(
        model="claude-sonnet-5",
        max_tokens=100,
        system=${system},
        messages=[{"role": "user", "content": q}],${rest}
    )
`;
const block = (text: string, marker = '{"type": "ephemeral"}') => `{"type": "text", "text": ${text}, "cache_control": ${marker}}`;
const HOUR = '{"type": "ephemeral", "ttl": "1h"}';
const bedrock = (system: string) => `import boto3
client = boto3.client("bedrock-runtime")
POLICY = "Answer from the help articles only. " * 400

def ask(q):
    return client.converse(modelId="claude-sonnet-5", inferenceConfig={"maxTokens": 9}, system=${system}, messages=q)
`;
const INSIDE = 'warn: nothing is cached: cachePoint inside a text block; it must be a block of its own after it';

table('a cache marker', 'ineffective-cache-marker', {
  'does its work after a long fixed text': { code: call(`[${block('POLICY')}]`), says: [] },
  'caches nothing below the minimum': {
    code: call(`[${block('"Be kind."')}]`),
    says: ['info: nothing is cached: 2 tokens before this marker, claude-sonnet-5 caches from 1,024'],
  },
  'may cache where something of unknown length stands before it': { code: call(`[${block('f"Be kind. {q.rules}"')}]`), says: [] },
  'may cache where tools of unknown length come before it': { code: call(`[${block('"Be kind."')}]`, '\n        tools=tools,'), says: [] },
  'counts what stands in earlier blocks': { code: call(`[{"type": "text", "text": POLICY}, ${block('"Be kind."')}]`), says: [] },
  'is paid for and never read after something that changes': {
    code: call(`[${block('f"It is {datetime.now()}. {POLICY}"')}]`),
    says: ['warn: $0.0018 a call is paid to write a cache that is never read: datetime.now() stands before this marker'],
  },
  'is refused when it is the fifth': {
    code: call(`[
            ${block('POLICY')},
            ${block('"b"')},
            ${block('"c"')},
            ${block('"d"')},
            ${block('"e"')},
        ]`),
    says: ['warn: the call is refused: 5 cache markers, the API takes 4'],
    fixed: '{"type": "text", "text": "b"},',
  },
  'is refused on an empty text': { code: call(`[${block('""')}]`), says: ['warn: the call is refused: a cache marker on an empty text'] },
  'is refused when it is for an hour after one for minutes': {
    code: call(`[${block('POLICY')}, ${block('POLICY', HOUR)}]`),
    says: ['warn: the call is refused: a marker for 1 hour after one for 5 minutes; the longer life comes first'],
  },
  'is right when it is for an hour before one for minutes': { code: call(`[${block('POLICY', HOUR)}, ${block('POLICY')}]`), says: [] },
  'inside a text block becomes a block of its own': {
    code: bedrock('[{"text": POLICY, "cachePoint": {"type": "default"}}]'),
    says: [INSIDE],
    fixed:
      'return client.converse(modelId="claude-sonnet-5", inferenceConfig={"maxTokens": 9}, system=[{"text": POLICY}, {"cachePoint": {"type": "default"}}], messages=q)',
  },
  'inside a text block over several lines becomes a line of its own': {
    code: bedrock('[\n        {\n            "text": POLICY,\n            "cachePoint": {"type": "default"},\n        },\n    ]'),
    says: [INSIDE],
    fixed: '{"cachePoint": {"type": "default"}},',
  },
  'before the text inside its block moves out as well': {
    language: 'typescript',
    code: "import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';\nconst client = new BedrockRuntimeClient({});\nexport const ask = (text: string) => client.send(new ConverseCommand({ modelId: 'claude-sonnet-5', inferenceConfig: { maxTokens: 9 }, system: [{ cachePoint: { type: 'default' }, text }], messages: [] }));\n",
    says: [INSIDE],
    fixed:
      "export const ask = (text: string) => client.send(new ConverseCommand({ modelId: 'claude-sonnet-5', inferenceConfig: { maxTokens: 9 }, system: [{ text }, { cachePoint: { type: 'default' } }], messages: [] }));",
  },
  'as a block of its own is right': { code: bedrock('[{"text": POLICY}, {"cachePoint": {"type": "default"}}]'), says: [] },
});
