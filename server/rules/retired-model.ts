import { replaceModelId, writtenModel } from './modelId.ts';
import type { Finding, Rule, Severity } from './rule.ts';
import { shorten } from './wording.ts';

const DAY = 24 * 60 * 60 * 1000;
/** Time to test and move: before that the date is a warning, before a year a remark. */
const SOON = 90;
const IN_SIGHT = 365;

export const retiredModel: Rule = {
  id: 'retired-model',
  title: 'A model that is switched off, or will be soon',
  severity: 'warn',
  category: 'model',
  why: `Vendors switch models off on dates they announce months before. From then on each call fails, and retries with it; the move made in haste goes to
whatever model comes to mind, often the dearest. The dates are those of the vendors' deprecation pages as kept in the price table, each with its source.`,
  whenNot: "When the model is served elsewhere, at a cloud whose dates are later than its vendor's.",
  fixable: 'suggestion',
  examples: [
    {
      language: 'python',
      bad: `from anthropic import Anthropic

client = Anthropic()
client.messages.create(model="claude-3-opus-20240229", max_tokens=300, messages=[{"role": "user", "content": "Hi"}])
# ^ retired-model
`,
      good: `from anthropic import Anthropic

client = Anthropic()
client.messages.create(model="claude-opus-5-5", max_tokens=300, messages=[{"role": "user", "content": "Hi"}])
`,
    },
    {
      language: 'typescript',
      bad: `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();
await client.messages.create({ model: 'claude-3-opus-20240229', max_tokens: 300, messages: [{ role: 'user', content: 'Hi' }] });
// ^ retired-model
`,
      good: `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();
await client.messages.create({ model: 'claude-opus-5-5', max_tokens: 300, messages: [{ role: 'user', content: 'Hi' }] });
`,
    },
  ],

  check(call, context) {
    const written = writtenModel(call);
    const facts = context.model(call);
    if (!written || !facts?.retires || facts.confidence === 'override' || facts.confidence === 'prefix') return [];
    const days = Math.round((Date.parse(facts.retires) - Date.parse(context.today.slice(0, 10))) / DAY);
    const severity = grade(days);
    if (!severity) return [];
    const edits = facts.successor === undefined ? undefined : replaceModelId(context.text, call, facts.id, facts.successor);
    const instead = facts.successor === undefined ? '' : `, ${facts.successor} takes its place`;
    const finding: Finding = {
      rule: retiredModel.id,
      severity,
      path: call.path,
      span: written.span,
      message: `calls ${days > 0 ? `will fail from ${facts.retires} (${distance(days)})` : `fail since ${facts.retires}`}: ${shorten(written.id)} is switched off${instead}`,
      call: call.id,
      ...(edits ? { fix: { title: `Write ${facts.successor}`, safety: 'suggestion', edits } } : {}),
    };
    return [finding];
  },
};

function grade(days: number): Severity | undefined {
  if (Number.isNaN(days) || days > IN_SIGHT) return undefined;
  return days > SOON ? 'info' : 'warn';
}

const distance = (days: number): string => (days === 1 ? 'in 1 day' : `in ${days} days`);
