import type { Random } from './random.ts';
import { capital, noun, policy, sentence, verb } from './words.ts';

/** Plain TypeScript (or, `typed` false, JavaScript): about `bytes` of functions, classes and tables. */
export function typescriptFiller(random: Random, bytes: number, typed: boolean): string {
  let text = '';
  while (text.length < bytes) {
    text += random.pick([typescriptFunction, typescriptFunction, typescriptClass, typescriptTable])(random, typed);
  }
  return text;
}

function typescriptFunction(random: Random, typed: boolean): string {
  const [a, b, c, d] = [noun(random), noun(random), noun(random), noun(random)];
  const T = (type: string) => (typed ? type : '');
  return `
/**
 * ${sentence(random)}
 * ${sentence(random)}
 */
export async function ${verb(random)}${capital(a)}${capital(b)}(${a}${T(': Record<string, any>')}, ${b}Id${T(': string')}, limit = ${random.int(500)})${T(': Promise<Row[]>')} {
  const ${c}s${T(': Row[]')} = [];
  for (const [index, row] of (${a}.${c}s ?? []).entries()) {
    if (row.${b}Id !== ${b}Id || index > limit) {
      logger.debug(\`skipped \${row.id} of \${${b}Id}\`, { index, state: row.state });
      continue;
    }
    const ${d} = row.${d} ?? { state: '${verb(random)}', attempts: ${random.int(9)} };
    const total = (${d}.lines ?? []).reduce((sum${T(': number')}, line${T(': Line')}) => sum + line.amount * (1 + (line.rate ?? 0)), 0);
    if (!Number.isFinite(total)) throw new ${capital(a)}Error(\`\${${b}Id}: bad ${d} in row \${index}\`, { cause: row });
    ${c}s.push({ ...row, ${d}, total: Math.round(total * 100) / 100, key: \`\${${b}Id}:\${String(index).padStart(4, '0')}\` });
  }
  ${c}s.sort((x, y) => ${random.int(2) ? 'y.total - x.total' : 'x.total - y.total'} || x.key.localeCompare(y.key));
  return ${c}s.slice(0, limit);
}
`;
}

function typescriptClass(random: Random, typed: boolean): string {
  const [a, b, c] = [noun(random), noun(random), noun(random)];
  const T = (type: string) => (typed ? type : '');
  return `
export class ${capital(a)}${capital(b)} {
  ${T('private readonly ')}${c}s${T(': Map<string, string>')} = new Map();
  ${b} = '${verb(random)}';

  constructor(${T('private readonly ')}store${T(': Store')}, ${T('readonly ')}${a}Id${T(': string')}) {
    this.store = store;
    this.${a}Id = ${a}Id;
  }

  get is${capital(verb(random))}able()${T(': boolean')} {
    return ['${verb(random)}', '${verb(random)}'].includes(this.${b}) && this.${c}s.size > ${random.int(5)};
  }

  // ${sentence(random)}
  async ${verb(random)}(values${T(': Record<string, string>')})${T(': Promise<this>')} {
    const rows = await this.store.find({ where: { ${a}Id: this.${a}Id, state: Object.keys(values) }, order: { name: 'asc' } });
    for (const row of rows) if (row.value != null) this.${c}s.set(row.name, row.value);
    this.${b} = values['${b}'] ?? this.${b};
    return this;
  }
}
`;
}

function typescriptTable(random: Random): string {
  let rows = '';
  for (let i = 4 + random.int(8); i > 0; i--) {
    rows += `  ${noun(random)}${capital(noun(random))}: { label: '${capital(verb(random))} the ${noun(random)}', weight: ${random.int(100) / 10}, tags: ['${noun(random)}', '${noun(random)}'] },\n`;
  }
  return `\nexport const ${noun(random)}${capital(noun(random))}Table${random.int(1e6)} = {\n${rows}};\n`;
}

export function component(random: Random): string {
  const [a, b] = [noun(random), noun(random)];
  return `
export function ${capital(a)}${capital(b)}Panel${random.int(1e6)}({ items, onSelect }: { items: Row[]; onSelect: (id: string) => void }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className="panel ${a}" aria-label="${capital(verb(random))} the ${b}">
      {items.length === 0 ? <p>{'Nothing to ${verb(random)}'}</p> : null}
      <ul>
        {items.map(item => (
          <li key={item.key} className={open === item.key ? 'open' : 'closed'}>
            <button type="button" onClick={() => { setOpen(item.key); onSelect(item.key); }}>{item.label ?? '${b}'}</button>
            <span title={\`\${item.total} ${a}\`}>{item.total.toFixed(2)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
`;
}

export const typescriptHeader = (scope: string): string => `import { logger } from '${scope}/log';
import type { Line, Row, Store } from '../types';
import { readFile } from 'node:fs/promises';

`;

export function typescriptConstants(random: Random, typed: boolean): string {
  return `export const CHAT_MODEL = 'gpt-4o'${typed ? ' as const' : ''};
export const CLAUDE = 'claude-sonnet-4-5';
export const MAX_TOKENS = ${100 * (1 + random.int(20))};
export const SUPPORT_POLICY = \`You are the support agent of a shop.
${policy(random, 1200 + random.int(6000))}\`;
`;
}

export function typescriptCall(random: Random): { imports: string; body: string } {
  const name = `${verb(random)}${capital(noun(random))}${random.int(1e6)}`;
  return random.pick([openai, anthropic, vercel, bedrock, langchain, gemini])(name);
}

type Snippet = (name: string) => { imports: string; body: string };

const openai: Snippet = name => ({
  imports: `import OpenAI from 'openai';\nimport { CHAT_MODEL, SUPPORT_POLICY } from './constants';\n`,
  body: `
const openai = new OpenAI({ maxRetries: 2 });

export async function ${name}(question, history = []) {
  const response = await openai.chat.completions.create({
    model: CHAT_MODEL,
    messages: [{ role: 'system', content: \`Today is \${new Date().toISOString()}. \${SUPPORT_POLICY}\` }, ...history, { role: 'user', content: question }],
  });
  return response.choices[0]?.message.content ?? '';
}
`,
});

const anthropic: Snippet = name => ({
  imports: `import Anthropic from '@anthropic-ai/sdk';\nimport { CLAUDE, MAX_TOKENS, SUPPORT_POLICY } from './constants.js';\n`,
  body: `
class Writer${name} {
  client = new Anthropic();
  async ${name}(topic) {
    const reply = await this.client.messages.create({
      model: CLAUDE,
      max_tokens: MAX_TOKENS,
      system: SUPPORT_POLICY,
      messages: [{ role: 'user', content: \`Write about \${topic}\` }],
    });
    return reply.content;
  }
}
export { Writer${name} };
`,
});

const vercel: Snippet = name => ({
  imports: `import { openai } from '@ai-sdk/openai';\nimport { generateText, tool } from 'ai';\nimport { z } from 'zod';\nimport { SUPPORT_POLICY } from './constants';\n`,
  body: `
export async function ${name}(messages) {
  const { text } = await generateText({
    model: openai('gpt-4o-mini'),
    system: SUPPORT_POLICY,
    messages,
    tools: { lookup: tool({ description: 'Find an order', inputSchema: z.object({ id: z.string() }), execute: async ({ id }) => id }) },
  });
  return text;
}
`,
});

const bedrock: Snippet = name => ({
  imports: `import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';\nimport { SUPPORT_POLICY } from './constants';\n`,
  body: `
const bedrock = new BedrockRuntimeClient({ region: 'eu-central-1' });

export async function ${name}(text) {
  const command = new ConverseCommand({
    modelId: 'us.amazon.nova-lite-v1:0',
    system: [{ text: SUPPORT_POLICY }, { cachePoint: { type: 'default' } }],
    messages: [{ role: 'user', content: [{ text }] }],
  });
  return (await bedrock.send(command)).output;
}
`,
});

const langchain: Snippet = name => ({
  imports: `import { ChatAnthropic } from '@langchain/anthropic';\nimport { ChatPromptTemplate } from '@langchain/core/prompts';\nimport { CLAUDE, SUPPORT_POLICY } from './constants';\n`,
  body: `
const chain${name} = ChatPromptTemplate.fromMessages([['system', SUPPORT_POLICY], ['human', '{question}']]).pipe(new ChatAnthropic({ model: CLAUDE }));

export const ${name} = question => chain${name}.invoke({ question });
`,
});

const gemini: Snippet = name => ({
  imports: `import { GoogleGenAI } from '@google/genai';\nimport { SUPPORT_POLICY } from './constants';\n`,
  body: `
const gemini = new GoogleGenAI({});

export async function ${name}(text) {
  const result = await gemini.models.generateContent({ model: 'gemini-2.5-flash', contents: text, config: { systemInstruction: SUPPORT_POLICY } });
  return result.text;
}
`,
});

export const TYPESCRIPT_WRAPPER = `import OpenAI from 'openai';
import { CHAT_MODEL } from './constants';

const client = new OpenAI();

export async function askModel(system: string, user: string, maxTokens?: number): Promise<string> {
  const response = await client.chat.completions.create({
    model: CHAT_MODEL,
    messages: [{ role: 'system', content: system }, { role: 'user', content: user }],
    max_completion_tokens: maxTokens,
  });
  return response.choices[0]?.message.content ?? '';
}
`;

export const typescriptWrapperCaller = (random: Random, alias: string): string => `import { askModel } from '${alias}/llm';

export const ${verb(random)}WithModel${random.int(1e6)} = (text) => askModel('Answer in one word.', text, ${random.int(50) + 1});
`;
