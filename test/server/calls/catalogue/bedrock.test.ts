import { python, typescript } from './sites.ts';

python('Bedrock', [
  [
    'converse has its limit in inferenceConfig',
    `import boto3
client = boto3.client("bedrock-runtime", region_name="us-east-1")
client.converse(modelId="anthropic.claude-3-haiku-20240307-v1:0", system=[{"text": "Be brief."}], messages=[{"role": "user", "content": [{"text": "Hi"}]}], inferenceConfig={"maxTokens": 100})
client.converse_stream(modelId="amazon.nova-lite-v1:0", messages=[], inferenceConfig={"max_tokens": 100})`,
    [
      {
        api: 'converse',
        kind: 'direct',
        provider: 'aws.bedrock',
        model: 'anthropic.claude-3-haiku-20240307-v1:0',
        limit: 100,
        system: 'Be brief.',
        messages: 'Hi',
      },
      { api: 'converse', limit: 'absent', missing: 'unlimited', written: ['inferenceConfig.max_tokens rejected'] },
    ],
  ],
  [
    'sessions, keyword arguments and async clients',
    `import boto3, aioboto3
session = boto3.Session(profile_name="x")
session.client(service_name="bedrock-runtime").converse(modelId="a", messages=[])
boto3.session.Session().client("bedrock-runtime").converse(modelId="b", messages=[])
async def f():
    async with aioboto3.Session().client("bedrock-runtime") as client:
        await client.converse(modelId="c", messages=[])`,
    [
      { api: 'converse', model: 'a' },
      { api: 'converse', model: 'b' },
      { api: 'converse', model: 'c' },
    ],
  ],
  [
    "invoke_model carries the vendor's own body",
    `import boto3, json
c = boto3.client("bedrock-runtime")
body = json.dumps({"anthropic_version": "bedrock-2023-05-31", "max_tokens": 512, "system": "Be brief.", "messages": [{"role": "user", "content": "Hi"}]})
c.invoke_model(modelId="anthropic.claude-3-sonnet-20240229-v1:0", body=body)
c.invoke_model(modelId="amazon.titan-text-express-v1", body=json.dumps({"inputText": "x", "textGenerationConfig": {"maxTokenCount": 64}}))
c.invoke_model(modelId="amazon.titan-text-express-v1", body=json.dumps({"inputText": "x"}))
c.invoke_model(modelId="meta.llama3-8b-instruct-v1:0", body=json.dumps({"prompt": "x", "max_gen_len": 32}))
c.invoke_model_with_response_stream(modelId="amazon.nova-pro-v1:0", body=json.dumps({"messages": [], "inferenceConfig": {"maxTokens": 16}}))
c.invoke_model(modelId="amazon.titan-embed-text-v2:0", body=json.dumps({"inputText": "x"}))
c.invoke_model(modelId="stability.sd3-large-v1:0", body=json.dumps({"prompt": "a cat"}))`,
    [
      { api: 'invoke_model', operation: 'chat', limit: 512, system: 'Be brief.', messages: 'Hi' },
      { api: 'invoke_model', limit: 64, messages: 'x' },
      { api: 'invoke_model', limit: 'absent', missing: 'default' },
      { api: 'invoke_model', limit: 32 },
      { api: 'invoke_model', limit: 16 },
      { api: 'invoke_model', operation: 'embedding' },
      { api: 'invoke_model', operation: 'image' },
    ],
  ],
  [
    'a cache point is a block of its own',
    `import boto3
c = boto3.client("bedrock-runtime")
c.converse(modelId="a", system=[{"text": "Long."}, {"cachePoint": {"type": "default"}}], messages=[])
c.converse(modelId="a", system=[{"text": "Long.", "cachePoint": {"type": "default"}}], messages=[])`,
    [
      { api: 'converse', marker: '5m', system: 'Long.' },
      { api: 'converse', marker: '5m', system: 'Long.' },
    ],
  ],
  [
    'knowledge bases and agents',
    `import boto3
rt = boto3.client("bedrock-agent-runtime")
rt.retrieve(knowledgeBaseId="k", retrievalQuery={"text": "q"}, retrievalConfiguration={"vectorSearchConfiguration": {"numberOfResults": 50}})
rt.retrieve_and_generate(input={"text": "q"}, retrieveAndGenerateConfiguration={"type": "KNOWLEDGE_BASE", "knowledgeBaseConfiguration": {"knowledgeBaseId": "k", "modelArn": "arn:m"}})
rt.invoke_agent(agentId="a", agentAliasId="b", sessionId="s", inputText="hi")`,
    [
      { api: 'retrieve', kind: 'retriever', operation: 'retrieval', k: 50 },
      { api: 'retrieve_and_generate', kind: 'direct', model: 'arn:m', limit: 'absent' },
      { api: 'invoke_agent', kind: 'direct', operation: 'agent' },
    ],
  ],
  [
    'other services of AWS are not calls',
    `import boto3
s3 = boto3.client("s3")
s3.invoke_model(Bucket="b")
boto3.client("bedrock").list_foundation_models()
boto3.client("lambda").invoke(FunctionName="f")
boto3.client("bedrock-runtime").apply_guardrail(guardrailIdentifier="g")
boto3.client(SERVICE).converse(modelId="x")
class Chat:
    def converse(self, **kw): ...
Chat().converse(modelId="a", messages=[])`,
    [],
  ],
]);

typescript('Bedrock', [
  [
    'commands carry the arguments',
    `import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
const client = new BedrockRuntimeClient({ region: 'us-east-1' });
await client.send(new ConverseCommand({ modelId: 'a', system: [{ text: 'Be brief.' }], messages: [{ role: 'user', content: [{ text: 'Hi' }] }], inferenceConfig: { maxTokens: 100 } }));
const command = new ConverseStreamCommand({ modelId: 'b', messages: [], inferenceConfig: { max_tokens: 5 } });
await client.send(command);
await client.send(new InvokeModelCommand({ modelId: 'anthropic.claude-3', body: JSON.stringify({ max_tokens: 7, messages: [] }) }));`,
    [
      { api: 'converse', model: 'a', limit: 100, system: 'Be brief.', messages: 'Hi' },
      { api: 'converse', model: 'b', limit: 'absent', written: ['inferenceConfig.max_tokens ignored'] },
      { api: 'invoke_model', model: 'anthropic.claude-3', limit: 7 },
    ],
  ],
  [
    'the aggregated client has methods',
    `import { BedrockRuntime } from '@aws-sdk/client-bedrock-runtime';
new BedrockRuntime({}).converse({ modelId: 'a', messages: [], inferenceConfig: { maxTokens: 3 } });`,
    [{ api: 'converse', model: 'a', limit: 3 }],
  ],
  [
    'the agent runtime',
    `import { BedrockAgentRuntimeClient, RetrieveCommand, RetrieveAndGenerateCommand } from '@aws-sdk/client-bedrock-agent-runtime';
const c = new BedrockAgentRuntimeClient({});
c.send(new RetrieveCommand({ knowledgeBaseId: 'k', retrievalQuery: { text: 'q' }, retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: 30, rerankingConfiguration: {} } } }));
c.send(new RetrieveAndGenerateCommand({ input: { text: 'q' } }));`,
    [{ api: 'retrieve', kind: 'retriever', k: 30, reranked: true }, { api: 'retrieve_and_generate' }],
  ],
  [
    'send of anything else is not a call',
    `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
import { BedrockRuntimeClient, ApplyGuardrailCommand } from '@aws-sdk/client-bedrock-runtime';
import { RetrieveCommand } from './commands';
new S3Client({}).send(new PutObjectCommand({}));
new BedrockRuntimeClient({}).send(new ApplyGuardrailCommand({}));
socket.send(new RetrieveCommand({}));
res.send({ modelId: 'x' });`,
    [],
  ],
]);
