/** What Anthropic's messages say, at Anthropic, inside Bedrock's invoke and at Vertex. */
import { contentOf, type Message, type RequestContent, textsOf } from '../content.ts';
import { asText, type JsonObject, objectsOf } from '../jsonValue.ts';

export function readContent(body: JsonObject): RequestContent {
  const tools = objectsOf(body.tools).map(tool => asText(tool.name) ?? asText(tool.type));
  return contentOf(body, textsOf(body.system), objectsOf(body.messages).map(messageOf), tools);
}

function messageOf(message: JsonObject): Message {
  const blocks = objectsOf(message.content);
  const calls = blocks.filter(({ type }) => type === 'tool_use' || type === 'server_tool_use');
  const results = blocks.filter(({ type }) => typeof type === 'string' && type.endsWith('tool_result'));
  const texts = textsOf(message.content);
  const plain = blocks.filter(({ type }) => type === 'text').length;
  return {
    role: results.length > 0 ? 'tool' : message.role === 'assistant' ? 'assistant' : message.role === 'system' ? 'system' : 'user',
    texts: [...texts, ...results.flatMap(({ content }) => textsOf(content))],
    toolCalls: calls.map(({ name }) => asText(name) ?? ''),
    toolResults: results.length,
    other: blocks.length > plain + calls.length + results.length,
    source: message,
  };
}
