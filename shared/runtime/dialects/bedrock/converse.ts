/** Goes through the input of Converse; Nova's own bodies have the same shape. botocore data/bedrock-runtime/2023-09-30. */
import { ContentBlocks } from '../contentBlocks.ts';
import type { RequestFacts } from '../dialect.ts';
import type { InputVisitor } from '../inputTally.ts';
import { asList, asObject, asText, type JsonObject, objectsOf } from '../jsonValue.ts';

/** The most tokens of one image: Claude takes the most of the models here, see `anthropic/input.ts`. */
const IMAGE = 5000;
/** For a tool that the model's maker defines, in `additionalModelRequestFields`. */
const DEFINED_TOOL = 2000;

export interface ConverseRead {
  readonly messages: number;
  readonly tools: number;
  readonly cacheLife: '5m' | '1h' | undefined;
}

export function visitConverse(body: JsonObject, visitor: InputVisitor): ConverseRead {
  const walk = new Walk(visitor);
  walk.content(body.system);
  const messages = objectsOf(body.messages);
  for (const message of messages) walk.content(message.content);
  const tools = objectsOf(asObject(body.toolConfig)?.tools);
  for (const tool of tools) walk.tool(tool);
  if (body.promptVariables) visitor.elsewhere('the prompt is stored at the provider (prompt ARN)', true);
  visitor.json(body.promptVariables);
  visitor.json(asObject(body.outputConfig)?.textFormat);
  const additional = asObject(body.additionalModelRequestFields);
  visitor.json(additional);
  for (const tool of objectsOf(additional?.tools)) {
    visitor.media(DEFINED_TOOL, 0);
    if (/^(web_|code_execution)/.test(asText(tool.type) ?? '')) visitor.elsewhere(`the tool ${tool.type} runs at the provider`, false);
  }
  if (asObject(body.performanceConfig)?.latency === 'optimized') visitor.elsewhere('optimised latency has a price of its own', false);
  return { messages: messages.length, tools: tools.length + asList(additional?.tools).length, cacheLife: walk.life };
}

class Walk {
  readonly #visitor: InputVisitor;
  readonly #blocks: ContentBlocks;

  constructor(visitor: InputVisitor) {
    this.#visitor = visitor;
    this.#blocks = new ContentBlocks(visitor, block => this.#block(block));
  }

  get life(): RequestFacts['cacheLife'] {
    return this.#blocks.life;
  }

  tool(tool: JsonObject): void {
    if (asObject(tool.systemTool)) this.#visitor.elsewhere('a system tool runs at the provider, and how often is not known before', false);
    this.#mark(tool);
    this.#visitor.json(tool.toolSpec);
  }

  content(content: unknown): void {
    this.#blocks.walk(content);
  }

  #mark(block: JsonObject): void {
    this.#blocks.mark(asObject(block.cachePoint));
  }

  #block(block: JsonObject): void {
    this.#mark(block);
    const text = asText(block.text) ?? asText(asObject(asObject(block.guardContent)?.text)?.text);
    if (text !== undefined) this.#visitor.text(text);
    const image = asObject(block.image) ?? asObject(asObject(block.guardContent)?.image);
    if (image) this.#visitor.media(IMAGE, asText(asObject(image.source)?.bytes)?.length ?? 0);
    const document = asObject(block.document);
    if (document) this.#document(document);
    if (block.video) this.#visitor.elsewhere('the frames of a video are counted by the provider', true);
    if (block.audio) this.#visitor.elsewhere('audio tokens have a price of their own', false);
    this.#visitor.json(asObject(block.toolUse)?.input);
    this.content(asObject(block.toolResult)?.content);
    for (const member of ['json', 'reasoningContent', 'citationsContent', 'searchResult'] as const) this.#visitor.json(block[member]);
  }

  #document(document: JsonObject): void {
    const source = asObject(document.source);
    this.#visitor.json(document.name);
    const text = asText(source?.text);
    if (text !== undefined) this.#visitor.text(text);
    else if (source?.content) this.content(source.content);
    else this.#visitor.elsewhere('the pages of a document are counted by the provider', true);
  }
}
