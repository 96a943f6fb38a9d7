/** Across files: constants, prompts, clients and wrappers that live elsewhere. */
import assert from 'node:assert/strict';
import { sitesOf } from './catalogue/sites.ts';

const field = (value: { state: string; value?: unknown }) => value.value ?? value.state;

async function summary(files: Readonly<Record<string, string>>): Promise<string[]> {
  return (await sitesOf(files)).map(
    site =>
      `${site.kind} ${field(site.model)} ${field(site.maxOutputTokens)} ${site.systemPrompt.parts.map(part => (part.kind === 'static' ? part.text : `{${part.volatility}}`)).join('')}`,
  );
}

describe('Python files of one project', () => {
  it('a constant, a client and a prompt function are followed through imports', async () => {
    assert.deepEqual(
      await summary({
        '/app/main.py':
          'from .config import MODEL, client as llm\nfrom .prompts import system\nllm.chat.completions.create(model=MODEL, messages=[{"role": "system", "content": system("cats")}])',
        '/app/config.py': 'from openai import OpenAI\nMODEL = "gpt-4o"\nclient = OpenAI()',
        '/app/prompts.py': 'TEMPLATE = "Talk of {topic}."\ndef system(topic):\n    return TEMPLATE.format(topic=topic)',
      }),
      ['direct gpt-4o absent Talk of cats.'],
    );
  });

  it('a caller of a wrapper in another file is a site with the caller’s own values', async () => {
    assert.deepEqual(
      await summary({
        '/app/main.py': 'import llm\nfrom llm import ask\nask("gpt-4o", "Be brief.", max_tokens=7)\nllm.ask("gpt-4o-mini", "Be long.")',
        '/app/llm.py':
          'from openai import OpenAI\nc = OpenAI()\ndef ask(model, system, **options):\n    return c.chat.completions.create(model=model, messages=[{"role": "system", "content": system}], **options)',
      }),
      ['wrapper gpt-4o 7 Be brief.', 'wrapper gpt-4o-mini absent Be long.'],
    );
  });

  it('import cycles end', async () => {
    assert.deepEqual(
      await summary({
        '/app/main.py': 'from a import X\nfrom openai import OpenAI\nOpenAI().chat.completions.create(model=X, messages=[])',
        '/app/a.py': 'from b import X',
        '/app/b.py': 'from a import X',
      }),
      ['direct unknown absent '],
    );
  });
});

describe('TypeScript files of one project', () => {
  it('named, default, star and renamed exports are followed', async () => {
    assert.deepEqual(
      await summary({
        '/app/main.ts':
          "import client from './client';\nimport { MODEL as M } from './index';\nimport * as prompts from './prompts';\nclient.chat.completions.create({ model: M, messages: [{ role: 'system', content: prompts.system() }] });",
        '/app/client.ts': "import OpenAI from 'openai';\nexport default new OpenAI();",
        '/app/index.ts': "export * from './config';",
        '/app/config.ts': "const big = 'gpt-4o';\nexport { big as MODEL };",
        '/app/prompts.ts': 'export const system = () => `It is ${Date.now()}`;',
      }),
      ['direct gpt-4o absent It is {per-request}'],
    );
  });

  it('a wrapper class is understood at its callers', async () => {
    assert.deepEqual(
      await summary({
        '/app/main.ts': "import { Llm } from './llm';\nconst llm = new Llm('gpt-4o');\nawait llm.ask('Be brief.', 9);",
        '/app/llm.ts':
          "import OpenAI from 'openai';\nexport class Llm {\n  private client = new OpenAI();\n  constructor(private model: string) {}\n  ask(system: string, max: number) {\n    return this.client.chat.completions.create({ model: this.model, max_tokens: max, messages: [{ role: 'system', content: system }] });\n  }\n}",
      }),
      ['wrapper gpt-4o 9 Be brief.'],
    );
  });
});
