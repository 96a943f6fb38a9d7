import { costing } from './context.ts';
import { table } from './table.ts';

const chat = (model: string) => `from openai import OpenAI
client = OpenAI()
MODEL = "gpt-4"
def ask(q):
    return client.chat.completions.create(model=${model}, max_completion_tokens=9, messages=q)
`;

table('a model that cannot be priced', 'unknown-model', {
  'is said with the reason': { code: chat('"our-model"'), says: ['info: cost unknown: our-model is in no price list'] },
  'is respelt when only one is near': {
    code: chat('"gpt-4oo"'),
    says: ['info: cost unknown: gpt-4oo is in no price list, did you mean gpt-4o'],
    fixed: 'return client.chat.completions.create(model="gpt-4o", max_completion_tokens=9, messages=q)',
  },
  'is said when only its beginning is known': {
    code: chat('"gpt-4o-preview-x"'),
    says: ['info: priced as gpt-4o, the nearest id there is: gpt-4o-preview-x is in no price list'],
  },
  'is nothing when the code does not say which it is': { code: chat('q.model'), says: [] },
  'is nothing when it is known': { code: chat('"gpt-4o"'), says: [] },
});

table('a model with a cheaper successor', 'superseded-model', {
  'is said with what a call would then cost': {
    code: chat('"gpt-4"'),
    estimate: costing(0.06, 1000, 500),
    says: ['warn: $0.06 a call could be $0.006: gpt-4.1 succeeds gpt-4'],
    fixed: 'return client.chat.completions.create(model="gpt-4.1", max_completion_tokens=9, messages=q)',
  },
  'is said where its constant stands, once for all its calls': {
    code: `${chat('MODEL')}${chat('MODEL').slice(chat('MODEL').indexOf('def ask')).replace('ask', 'tell')}`,
    says: ['warn: the same for 9 % of the price: gpt-4.1 succeeds gpt-4'],
    fixed: 'MODEL = "gpt-4.1"',
  },
  'is a remark below twice the price': {
    code: chat('"gpt-4o-2024-05-13"'),
    says: ['info: the same for 58 % of the price: gpt-4o succeeds gpt-4o-2024-05-13'],
  },
  'is nothing when it has none': { code: chat('"gpt-4.1"'), says: [] },
});

table('a model that is switched off', 'retired-model', {
  'fails since its date': {
    code: 'from anthropic import Anthropic\nclient = Anthropic()\ndef ask(q):\n    return client.messages.create(model="claude-3-opus-20240229", max_tokens=9, messages=q)\n',
    says: ['warn: calls fail since 2026-01-05: claude-3-opus-20240229 is switched off'],
    fixed: 'nothing',
  },
  'will fail from its date, and has a successor': {
    code: 'from anthropic import Anthropic\nclient = Anthropic()\ndef ask(q):\n    return client.messages.create(model="claude-sonnet-4-5", max_tokens=9, messages=q)\n',
    says: ['warn: calls will fail from 2026-11-30 (in 6 days): claude-sonnet-4-5 is switched off, claude-sonnet-5 takes its place'],
    fixed: 'return client.messages.create(model="claude-sonnet-5", max_tokens=9, messages=q)',
  },
  'is nothing while no date is set': { code: chat('"gpt-4o"'), says: [] },
});
