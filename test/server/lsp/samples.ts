/** Code with something to say about. */

/** `missing-max-tokens`, on the call. */
export const UNLIMITED = `from openai import OpenAI

client = OpenAI()


def answer(question):
    return client.chat.completions.create(model="gpt-6-luna", messages=[{"role": "user", "content": question}])
`;

/** Nothing. */
export const LIMITED = UNLIMITED.replace('question}])', 'question}], max_completion_tokens=300)');

/** `missing-max-tokens`, in TypeScript. */
export const UNLIMITED_TS = `import OpenAI from 'openai';

const client = new OpenAI();

export function answer(input: string) {
  return client.responses.create({ model: 'gpt-6-luna', input });
}
`;

/** \`cache-busting-prompt\` with a way from source to prompt, and \`missing-max-tokens\`. */
export const DATED = `from datetime import datetime

from openai import OpenAI

client = OpenAI()


def answer(question):
    now = datetime.now()
    rules = "Answer questions about orders, returns and payments. " * 300
    return client.chat.completions.create(
        model="gpt-6-luna",
        max_completion_tokens=300,
        messages=[
            {"role": "system", "content": f"It is {now}. {rules}"},
            {"role": "user", "content": question},
        ],
    )
`;
