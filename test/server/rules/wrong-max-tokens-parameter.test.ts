import { table } from './table.ts';

const chat = (args: string, client = 'OpenAI()') => `from openai import OpenAI
client = ${client}
def ask(q, n):
    return client.chat.completions.create(${args}, messages=q)
`;

table('an output limit under the wrong name', 'wrong-max-tokens-parameter', {
  'is refused by models that reason': {
    code: chat('model="o3", max_tokens=500'),
    says: ['warn: the call is refused: o3 does not take max_tokens, write max_completion_tokens'],
    fixed: 'return client.chat.completions.create(model="o3", max_completion_tokens=500, messages=q)',
  },
  'is refused by the API it does not belong to': {
    code: 'from openai import OpenAI\nclient = OpenAI()\ndef ask(q):\n    return client.responses.create(model="gpt-4o", input=q, max_tokens=500)\n',
    says: ['warn: the call is refused: gpt-4o does not take max_tokens, write max_output_tokens'],
    fixed: 'return client.responses.create(model="gpt-4o", input=q, max_output_tokens=500)',
  },
  'keeps its value when it is renamed': {
    code: chat('model="o3", max_tokens=n * 2 if n else None'),
    says: ['warn: the call is refused: o3 does not take max_tokens, write max_completion_tokens'],
    fixed: 'return client.chat.completions.create(model="o3", max_completion_tokens=n * 2 if n else None, messages=q)',
  },
  'is only a remark where it is merely old': {
    code: chat('model="gpt-4o", max_tokens=500'),
    says: ['info: costs nothing yet: max_tokens is deprecated and newer models refuse it, write max_completion_tokens'],
    fixed: 'return client.chat.completions.create(model="gpt-4o", max_completion_tokens=500, messages=q)',
  },
  'is right at another host': {
    code: chat('model="gpt-4o", max_tokens=500', 'OpenAI(base_url="http://localhost:11434/v1")'),
    says: [],
  },
  'is not renamed when the right one is there as well': {
    code: chat('model="o3", max_tokens=500, max_completion_tokens=500'),
    says: ['warn: the call is refused: o3 does not take max_tokens, write max_completion_tokens'],
    fixed: 'nothing',
  },
  'is renamed in a dict': {
    code: 'import boto3\nclient = boto3.client("bedrock-runtime")\ndef ask(q):\n    return client.converse(modelId="gpt-4o", messages=q, inferenceConfig={"max_tokens": 500})\n',
    says: ['warn: the call is refused: gpt-4o does not take max_tokens, write inferenceConfig.maxTokens'],
    fixed: 'return client.converse(modelId="gpt-4o", messages=q, inferenceConfig={"maxTokens": 500})',
  },
  'is not moved into another object': {
    code: 'import boto3\nclient = boto3.client("bedrock-runtime")\ndef ask(q):\n    return client.converse(modelId="gpt-4o", messages=q, max_tokens=500)\n',
    says: ['warn: the call is refused: gpt-4o does not take max_tokens, write inferenceConfig.maxTokens'],
    fixed: 'nothing',
  },
  'costs money where it is ignored': {
    language: 'typescript',
    code: "import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';\nconst client = new BedrockRuntimeClient({});\nexport const ask = (messages: any) => client.send(new ConverseCommand({ modelId: 'gpt-4o', messages, inferenceConfig: { max_tokens: 5 } }));\n",
    says: ['warn: up to $0.16 of output a call (16,384 tokens): max_tokens is ignored here, write inferenceConfig.maxTokens'],
    fixed:
      "export const ask = (messages: any) => client.send(new ConverseCommand({ modelId: 'gpt-4o', messages, inferenceConfig: { maxTokens: 5 } }));",
  },
  'is written out when it was a shorthand': {
    language: 'typescript',
    code: "import OpenAI from 'openai';\nconst client = new OpenAI();\nexport const ask = (max_tokens: number) => client.chat.completions.create({ model: 'o3', messages: [], max_tokens });\n",
    says: ['warn: the call is refused: o3 does not take max_tokens, write max_completion_tokens'],
    fixed:
      "export const ask = (max_tokens: number) => client.chat.completions.create({ model: 'o3', messages: [], max_completion_tokens: max_tokens });",
  },
  'is nothing under the right one': {
    code: chat('model="o3", max_completion_tokens=500'),
    says: [],
  },
});
