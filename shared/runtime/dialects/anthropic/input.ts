/**
 * Goes through the input of Anthropic's messages, at Anthropic and inside Bedrock's invoke. Shapes: @anthropic-ai/sdk 1.13 resources/messages and
 * resources/beta/messages.
 */
import { ContentBlocks } from '../contentBlocks.ts';
import type { RequestFacts } from '../dialect.ts';
import type { InputVisitor } from '../inputTally.ts';
import { asList, asObject, asText, type JsonObject, objectsOf } from '../jsonValue.ts';

/**
 * The most tokens of one image: 1,446 and 4,005 were seen for 1 and 12 megapixels with Claude 5.5 (image-token-cost, 2026), larger ones are scaled
 * down (platform.claude.com/docs/en/build-with-claude/vision).
 */
const IMAGE = 5000;

/** The longest life that a cache marker anywhere in the request asks for. */
type Life = '5m' | '1h' | undefined;

export interface MessagesRead {
  readonly messages: number;
  readonly tools: number;
  readonly cacheLife: Life;
}

export function visitMessages(body: JsonObject, visitor: InputVisitor): MessagesRead {
  const walk = new Walk(visitor);
  walk.mark(body);
  const tools = objectsOf(body.tools);
  for (const tool of tools) walk.tool(tool);
  walk.content(body.system);
  const messages = objectsOf(body.messages);
  for (const message of messages) walk.content(message.content);
  visitor.json(asObject(body.output_config)?.format ?? body.output_format);
  if (asList(body.mcp_servers).length > 0)
    visitor.elsewhere('tools of MCP servers run at the provider, and how often is not known before', false);
  if (asList(body.fallbacks).length > 0 || asObject(body.fallbacks))
    visitor.elsewhere('a fallback may run another model at its own price', false);
  if (body.speed === 'fast') visitor.elsewhere('fast mode has a price of its own', false);
  if (body.container) visitor.elsewhere('the container runs at the provider, and how often the model is called is not known before', false);
  for (const edit of objectsOf(asObject(body.context_management)?.edits)) {
    if (/^compact/.test(asText(edit.type) ?? '')) visitor.elsewhere('a compaction runs the model again', false);
  }
  return { messages: messages.length, tools: tools.length, cacheLife: walk.life };
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

  mark(block: JsonObject): void {
    this.#blocks.mark(asObject(block.cache_control));
  }

  tool(tool: JsonObject): void {
    this.mark(tool);
    const type = asText(tool.type) ?? 'custom';
    if (SERVER_TOOLS.test(type)) {
      this.#visitor.elsewhere(`the tool ${type} runs at the provider, and how often is not known before`, false);
    }
    // The schemas of tools that Anthropic defines (bash, text editor, computer, memory) are not in the body.
    if (type !== 'custom') this.#visitor.media(DEFINED_TOOL, 0);
    this.#visitor.json(tool);
  }

  content(content: unknown): void {
    this.#blocks.walk(content);
  }

  #block(block: JsonObject): void {
    this.mark(block);
    switch (block.type) {
      case 'text':
        this.#visitor.text(asText(block.text) ?? '');
        return;
      case 'image':
        this.#visitor.media(IMAGE, asText(asObject(block.source)?.data)?.length ?? 0);
        return;
      case 'document':
        this.#document(block);
        return;
      case 'tool_result':
      case 'search_result':
      case 'mcp_tool_result':
        this.content(block.content);
        return;
      case 'container_upload':
        this.#visitor.elsewhere('a file in the container is read at the provider', false);
        return;
      default:
        // Calls, thinking handed back (at most one token for each byte of its signature), results of server tools.
        this.#visitor.json(block.type === 'thinking' ? block.thinking : (block.input ?? block.data ?? block.content ?? block));
    }
  }

  #document(block: JsonObject): void {
    const source = asObject(block.source) ?? {};
    if (source.type === 'text') this.#visitor.text(asText(source.data) ?? '');
    else if (source.type === 'content') this.content(source.content);
    else this.#visitor.elsewhere('the pages of a document are counted by the provider', true);
    this.#visitor.json(block.title);
    this.#visitor.json(block.context);
  }
}

/** Dated types: `web_search_20250305`, `code_execution_20250825`, `advisor_20260301`. */
const SERVER_TOOLS = /^(web_search|web_fetch|code_execution|mcp|advisor|tool_search)/;
/** platform.claude.com/docs/en/agents-and-tools/tool-use: 245 for bash, 700 for the editor, 735 for the computer; a toolset has several. */
const DEFINED_TOOL = 2000;
