import { replaceModelId, writtenModel } from './modelId.ts';
import type { Finding, Fix, Rule } from './rule.ts';
import { shorten } from './wording.ts';

export const unknownModel: Rule = {
  id: 'unknown-model',
  title: 'A model that is in no price list, so that its calls cannot be priced',
  severity: 'info',
  category: 'model',
  why: `A cost that is not known is shown as unknown, never as zero; but nobody looks at what is missing. An id that no price list has is a misspelling (the
call fails), a model newer than the list, or a name of your own: an Azure deployment, an inference profile, a fine-tuned or local model. For those say once in
\`farthing.jsonc\` what they stand for: \`"models": { "my-deployment": "gpt-4o" }\`, or with rates of your own. An id of which only the beginning is known is
priced by that beginning, and this rule says so.`,
  whenNot: 'When the model runs on your own machine and costs nothing by the token.',
  fixable: 'suggestion',
  examples: [
    {
      language: 'python',
      bad: `from openai import OpenAI

client = OpenAI()
client.chat.completions.create(model="gpt-6-lunna", max_completion_tokens=300, messages=[{"role": "user", "content": "Hi"}])
# ^ unknown-model
`,
      good: `from openai import OpenAI

client = OpenAI()
client.chat.completions.create(model="gpt-6-luna", max_completion_tokens=300, messages=[{"role": "user", "content": "Hi"}])
`,
    },
    {
      language: 'typescript',
      bad: `import OpenAI from 'openai';

const client = new OpenAI();
await client.chat.completions.create({ model: 'our-support-model', max_completion_tokens: 300, messages: [{ role: 'user', content: 'Hi' }] });
// ^ unknown-model
`,
      good: `import OpenAI from 'openai';

const client = new OpenAI();
await client.chat.completions.create({ model: 'gpt-6-luna', max_completion_tokens: 300, messages: [{ role: 'user', content: 'Hi' }] });
`,
    },
  ],

  check(call, context) {
    const written = writtenModel(call);
    if (!written) return [];
    const facts = context.lookup(written.id, call);
    const report = (message: string, fix?: Fix): Finding[] => {
      const finding: Finding = { rule: unknownModel.id, severity: 'info', path: call.path, span: written.span, message, call: call.id };
      return [fix ? { ...finding, fix } : finding];
    };
    if ('unknown' in facts) {
      const [near, another] = facts.didYouMean;
      const edits = near !== undefined && another === undefined ? replaceModelId(context.text, call, written.id, near) : undefined;
      const fix: Fix | undefined = edits && { title: `Write ${near}`, safety: 'suggestion', edits };
      return report(`cost unknown: ${facts.reason}${near === undefined ? '' : `, did you mean ${near}`}`, fix);
    }
    if (facts.confidence !== 'prefix') return [];
    return report(`priced as ${facts.id}, the nearest id there is: ${shorten(written.id)} is in no price list`);
  },
};
