/** Calls of tools in a conversation: how many since the user last spoke, and whether it is the same one again and again. */
import type { Message } from '../dialects/content.ts';
import { asObject, asText, jsonText } from '../dialects/jsonValue.ts';

export interface ToolRun {
  readonly toolCalls: number;
  /** The last calls that were all the same tool with the same arguments; absent where the last two differ. */
  readonly same?: { readonly tool: string; readonly times: number };
}

/** Of the messages behind the user's last one. */
export function toolRunOf(messages: readonly Message[]): ToolRun {
  let toolCalls = 0;
  let last: string | undefined;
  let times = 0;
  let tool = '';
  let running = true;
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at] as Message;
    if (isUsers(message)) break;
    toolCalls += message.toolCalls.length;
    if (!running || message.toolCalls.length === 0) continue;
    for (const call of callsIn(message.source).reverse()) {
      last ??= call.key;
      if (call.key !== last) {
        running = false;
        break;
      }
      tool = call.tool;
      times++;
    }
  }
  return { toolCalls, ...(times > 1 && { same: { tool, times } }) };
}

/** What a person said, or a program in a person's place: not the result of a tool. */
export function isUsers({ role, toolResults }: Message): boolean {
  return role === 'user' && toolResults === 0;
}

interface Call {
  readonly tool: string;
  /** The same for the same tool with the same arguments; what numbers the call is not in it. */
  readonly key: string;
}

/** A call stands some levels below its message in every dialect. */
const DEEPEST = 5;
const ARGUMENTS = ['arguments', 'input', 'args'] as const;

/** Whatever has a name and arguments, in the order it stands. */
function callsIn(value: unknown, depth = 0): Call[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap(item => callsIn(item, depth + 1));
  const object = asObject(value);
  if (!object) return [];
  const tool = asText(object.name);
  const given = ARGUMENTS.find(name => object[name] !== undefined);
  if (tool !== undefined && given !== undefined) {
    const written = object[given];
    return [{ tool, key: `${tool} ${typeof written === 'string' ? written : jsonText(written)}` }];
  }
  return Object.values(object).flatMap(member => (typeof member === 'object' ? callsIn(member, depth + 1) : []));
}
