/** What Bedrock's requests say: Converse, and the bodies of vendors inside invoke. */
import { readContent as readMessages } from '../anthropic/content.ts';
import { contentOf, type Message, type RequestContent, textMessage, textsOf } from '../content.ts';
import { asObject, asText, type JsonObject, membersOf, objectsOf } from '../jsonValue.ts';
import { readContent as readOpenAi } from '../openai/content.ts';

export function readConverse(body: JsonObject): RequestContent {
  const tools = objectsOf(asObject(body.toolConfig)?.tools).map(tool => asText(asObject(tool.toolSpec)?.name));
  return contentOf(body, textsOf(body.system), objectsOf(body.messages).map(messageOf), tools);
}

export function readInvoke(model: string, body: JsonObject): RequestContent {
  if (/(^|\.)anthropic\./.test(model) && body.messages !== undefined) return readMessages(body);
  if (/nova/.test(model) && body.messages !== undefined) return readConverse(body);
  if (body.messages !== undefined) return readOpenAi('chat', body);
  const prompt = asText(body.prompt) ?? asText(body.inputText) ?? asText(body.message);
  return contentOf(body, textsOf(body.preamble), prompt === undefined ? [] : [textMessage('user', prompt)], []);
}

function messageOf(message: JsonObject): Message {
  const blocks = objectsOf(message.content);
  const calls = membersOf(blocks, 'toolUse');
  const results = membersOf(blocks, 'toolResult');
  const marks = blocks.filter(({ cachePoint }) => cachePoint !== undefined).length;
  const texts = textsOf(message.content);
  return {
    role: results.length > 0 ? 'tool' : message.role === 'assistant' ? 'assistant' : 'user',
    texts: [...texts, ...results.flatMap(({ content }) => textsOf(content))],
    toolCalls: calls.map(({ name }) => asText(name) ?? ''),
    toolResults: results.length,
    other: blocks.length > texts.length + calls.length + results.length + marks,
    source: message,
  };
}
