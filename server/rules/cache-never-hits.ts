import { formatDollars } from '../../shared/money/formatDollars.ts';
import { ENOUGH_CALLS } from '../estimate/observed.ts';
import { cacheMinimum, cacheSaving, isClearlyAbove, sendsPrompt } from './prefix.ts';
import type { Rule } from './rule.ts';
import { seenExample } from './seenExample.ts';
import { count, headOf } from './wording.ts';

const python = `from openai import OpenAI

client = OpenAI()

def answer(manual: str, question: str):
    return client.chat.completions.create(
    # ^ cache-never-hits
        model="gpt-6-luna",
        max_completion_tokens=500,
        messages=[{"role": "user", "content": f"{manual}\\n{question}"}],
    )
`;

const typescript = `import OpenAI from 'openai';

const client = new OpenAI();

export function answer(manual: string, question: string) {
  return client.chat.completions.create({
  // ^ cache-never-hits
    model: 'gpt-6-luna',
    max_completion_tokens: 500,
    messages: [{ role: 'user', content: \`\${manual}\\n\${question}\` }],
  });
}
`;

const neverRead = seenExample({ calls: 40, input: 5200, output: 120, cached: 0 });
const mostlyRead = seenExample({ calls: 40, input: 5200, output: 120, cached: 36 });

export const cacheNeverHits: Rule = {
  id: 'cache-never-hits',
  title: 'Calls with a long prompt that were never seen to read from the prompt cache',
  severity: 'warn',
  category: 'caching',
  why: `What the ledger of \`farthing proxy\` shows of a call: at least ${ENOUGH_CALLS} calls, each with a prompt above the size from which its model caches, and not one
token read from the provider's cache. Then each call pays the full input price for a prefix that could cost a tenth (Anthropic, GPT-5) to a half of it
(platform.claude.com and developers.openai.com, read 2026-11). Something before the fixed text changes from call to call, the marker is missing or in
the wrong place, or the calls come too far apart: the hover shows the prefix in the order it is cached, and how far apart they came.
Only known where something was metered: in the editor, and with \`farthing check --observed\`.`,
  whenNot: 'When every call has another prompt from its first word on, as with documents that are read once.',
  fixable: 'no',
  examples: [
    { language: 'python', bad: python, good: python.replace(/ *# \^.*\n/, ''), seen: { bad: neverRead, good: mostlyRead } },
    { language: 'typescript', bad: typescript, good: typescript.replace(/ *\/\/ \^.*\n/, ''), seen: { bad: neverRead, good: mostlyRead } },
  ],

  check(call, context) {
    const seen = context.seen(call);
    const facts = context.model(call);
    const tokens = seen?.tokens;
    if (!tokens || tokens.calls < ENOUGH_CALLS || !sendsPrompt(call) || !facts || facts.caching === undefined || facts.caching === 'none')
      return [];
    if (seen.promptCache.reading > 0 || !isClearlyAbove(tokens.input.p05, cacheMinimum(facts))) return [];
    const saving = cacheSaving(tokens.input.p50, facts);
    const bill = saving === undefined ? `${count(tokens.input.p50)} tokens` : formatDollars(saving);
    const message = `up to ${bill} a call for what a cache would sell cheaper: ${count(tokens.calls)} calls seen, none read from it`;
    return [{ rule: cacheNeverHits.id, severity: 'warn', path: call.path, span: headOf(call), message, call: call.id }];
  },
};
