import { table } from './table.ts';

const chat = (system: string) => `import json, os, random
from openai import OpenAI

client = OpenAI()
POLICY = "Answer from the help articles only. " * 400
TOPICS = {"refunds", "repairs", "delivery"}
EXAMPLES = ["Q: Lights? A: Yes.", "Q: Bells? A: No."]

def ask(question):
    return client.chat.completions.create(
        model="gpt-4o",
        max_completion_tokens=100,
        messages=[{"role": "system", "content": ${system}}, {"role": "user", "content": question}],
    )
`;

table('a prefix without a fixed order', 'unstable-prefix-order', {
  'is a joined set, which sorting repairs': {
    code: chat(`f"Topics: {', '.join(TOPICS)}. {POLICY}"`),
    says: ['warn: $0.0045 in each new process is re-billed: a set near the start of the system prompt has no fixed order'],
    fixed: `messages=[{"role": "system", "content": f"Topics: {', '.join(sorted(TOPICS))}. {POLICY}"}, {"role": "user", "content": question}],`,
  },
  'is a sample': {
    code: chat('"\\n".join(random.sample(EXAMPLES, 2)) + POLICY'),
    says: ['warn: $0.0045 a call is re-billed: random.sample(EXAMPLES, 2) at the start of the system prompt has no fixed order'],
    fixed: 'nothing',
  },
  'costs nothing while the prompt is short': {
    code: chat(`f"Topics: {', '.join(TOPICS)}."`),
    says: [
      'info: the prompt would be re-billed in each new process if it were long enough to cache (1,024 tokens): a set near the start of the system prompt has no fixed order',
    ],
  },
  'is none when it is sorted': { code: chat(`f"Topics: {', '.join(sorted(TOPICS))}. {POLICY}"`), says: [] },
  'is none in a list': { code: chat('"\\n".join(EXAMPLES) + POLICY'), says: [] },
  'is none in JSON of a dict, which keeps its order': { code: chat('json.dumps({"b": 1, "a": 2}) + POLICY'), says: [] },
});
