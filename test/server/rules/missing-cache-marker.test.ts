import { table } from './table.ts';

const call = (system: string, model = 'claude-sonnet-5', rest = '') => `from datetime import datetime
from anthropic import Anthropic

client = Anthropic()
POLICY = "Answer from the help articles only. " * 400

def ask(q):
    return client.messages.create(model="${model}", max_tokens=100, system=${system}, messages=[{"role": "user", "content": q}]${rest})
`;
const MARK = '"cache_control": {"type": "ephemeral"}';
const SAVED = 'warn: $0.0065 a call saved by a cache marker: 3,600 fixed tokens are sent at full price without cache_control';

table('a long fixed prompt without a marker', 'missing-cache-marker', {
  'becomes a marked block': {
    code: call('POLICY'),
    says: [SAVED],
    fixed: `return client.messages.create(model="claude-sonnet-5", max_tokens=100, system=[{"type": "text", "text": POLICY, ${MARK}}], messages=[{"role": "user", "content": q}])`,
  },
  'gets its marker in the last block': {
    code: call('[{"type": "text", "text": "Be kind."}, {"type": "text", "text": POLICY}]'),
    says: ['warn: $0.0065 a call saved by a cache marker: 3,602 fixed tokens are sent at full price without cache_control'],
    fixed: `return client.messages.create(model="claude-sonnet-5", max_tokens=100, system=[{"type": "text", "text": "Be kind."}, {"type": "text", "text": POLICY, ${MARK}}], messages=[{"role": "user", "content": q}])`,
  },
  'gets a block of its own where the API wants that': {
    code: 'import boto3\nclient = boto3.client("bedrock-runtime")\nPOLICY = "Answer from the help articles only. " * 400\ndef ask(q):\n    return client.converse(modelId="claude-sonnet-5", inferenceConfig={"maxTokens": 9}, system=[{"text": POLICY}], messages=[{"role": "user", "content": [{"text": q}]}])\n',
    says: ['warn: $0.0065 a call saved by a cache marker: 3,600 fixed tokens are sent at full price without cachePoint'],
    fixed:
      'return client.converse(modelId="claude-sonnet-5", inferenceConfig={"maxTokens": 9}, system=[{"text": POLICY}, {"cachePoint": {"type": "default"}}], messages=[{"role": "user", "content": [{"text": q}]}])',
  },
  'is written out when it was a shorthand': {
    language: 'typescript',
    code: "import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\nconst system = 'Answer from the help articles only. '.repeat(400);\nexport const ask = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system, messages: [{ role: 'user', content: q }] });\n",
    says: [SAVED],
    fixed:
      "export const ask = (q: string) => client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, system: [{ type: 'text', text: system, cache_control: { type: 'ephemeral' } }], messages: [{ role: 'user', content: q }] });",
  },
  'saves when it ends in something that changes, but is not repaired by a marker at its end': {
    code: call('POLICY + f"It is {datetime.now()}."'),
    says: ['warn: $0.0065 a call saved by a cache marker: 3,602 fixed tokens are sent at full price without cache_control'],
    fixed: 'nothing',
  },
  'saves nothing when it begins with something that changes': { code: call('f"It is {datetime.now()}. {POLICY}"'), says: [] },
  'is too short below the minimum of the model': { code: call('"Be kind."'), says: [] },
  'is not missed when there is a marker, wherever it is': {
    code: call(`POLICY`, 'claude-sonnet-5', `, cache_control={"type": "ephemeral"}`),
    says: [],
  },
  'is not missed when the messages may have one': { code: call('POLICY').replace('[{"role": "user", "content": q}]', 'q'), says: [] },
  'is not missed when the caller may bring it': { code: call('POLICY', 'claude-sonnet-5', ', **q'), says: [] },
  'is not missed by a model that is not known': { code: call('POLICY', 'my-model'), says: [] },
  'is not missed by an API that caches by itself': {
    code: 'from openai import OpenAI\nclient = OpenAI()\nPOLICY = "Answer from the help articles only. " * 400\ndef ask(q):\n    return client.responses.create(model="gpt-4o", max_output_tokens=9, instructions=POLICY, input=q)\n',
    says: [],
  },
  'is a remark when it is sent once': {
    code: 'from anthropic import Anthropic\nclient = Anthropic()\nPOLICY = "Answer from the help articles only. " * 400\nclient.messages.create(model="claude-sonnet-5", max_tokens=9, system=POLICY, messages=[{"role": "user", "content": "Hi"}])\n',
    says: ['info: $0.0065 saved when this runs again within five minutes: 3,600 fixed tokens without cache_control'],
  },
  'is no remark in a loop': {
    code: 'from anthropic import Anthropic\nclient = Anthropic()\nPOLICY = "Answer from the help articles only. " * 400\nfor q in ["a", "b"]:\n    client.messages.create(model="claude-sonnet-5", max_tokens=9, system=POLICY, messages=[{"role": "user", "content": q}])\n',
    says: [SAVED],
  },
});
