import assert from 'node:assert/strict';
import { fingerprintOf } from '../../../server/attribution/fingerprint.ts';
import { createProgram } from '../../../server/calls/program.ts';
import type { Language } from '../../../server/ir/nodes.ts';
import { catalogue } from '../../../shared/catalogue/index.ts';
import type { Fingerprint } from '../../../shared/protocol/sites.ts';
import { fileName, read, readyToRead } from '../rules/reading.ts';

const PYTHON = 'from openai import OpenAI\nimport anthropic, os\nclient = OpenAI()\nclaude = anthropic.Anthropic()\n';
const TYPESCRIPT = "import OpenAI from 'openai';\nconst client = new OpenAI();\n";

interface Row {
  readonly name: string;
  readonly language?: Language;
  readonly code: string;
  readonly expected: Partial<Fingerprint>;
}

const ROWS: readonly Row[] = [
  {
    name: 'has the fixed text of the prompt, with holes between',
    code: 'def f(q):\n    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "system", "content": "Be kind."}, {"role": "user", "content": f"Q: {q}!"}])',
    expected: {
      dialects: ['openai'],
      models: { ids: ['gpt-4o'], open: false },
      prompt: [
        { role: 'system', texts: [['Be kind.']] },
        { role: 'user', texts: [['Q: ', '!']] },
      ],
      complete: { system: true, prompt: true },
    },
  },
  {
    name: 'has each text that may be sent in the place of another',
    code: 'def f(q, a):\n    return client.responses.create(model="gpt-4o", instructions="Do it." if a else "Do not.", input=q)',
    expected: { prompt: [{ role: 'system', texts: [['Do it.'], ['Do not.']] }] },
  },
  {
    name: 'does not claim to know all of a prompt with a conversation in it',
    code: 'def f(history):\n    return claude.messages.create(model="claude-sonnet-4-5", max_tokens=300, system="Be kind.", messages=[*history])',
    expected: {
      dialects: ['anthropic', 'openai'],
      prompt: [{ role: 'system', texts: [['Be kind.']] }],
      complete: { system: false, prompt: false },
      outputLimit: 300,
    },
  },
  {
    name: 'has names of tools, and parameters with their values where they are known',
    language: 'typescript',
    code: "export const f = (q: string, t: number) => client.chat.completions.create({ model: 'gpt-4o', temperature: 0, top_p: t, tool_choice: { type: 'function' }, tools: [{ type: 'function', function: { name: 'find', parameters: {} } }], messages: [{ role: 'user', content: q }] });",
    expected: {
      language: 'typescript',
      tools: { names: ['find'], complete: true },
      parameters: { temperature: 0, tool_choice: null },
      prompt: [{ role: 'user', texts: [['', '']] }],
    },
  },
  {
    name: 'leaves the model open where the environment decides',
    code: 'def f(q):\n    return client.chat.completions.create(model=os.getenv("MODEL", "gpt-4o"), messages=[{"role": "user", "content": q}])',
    expected: { models: { ids: ['gpt-4o'], open: true } },
  },
  {
    name: 'may be spoken in any format where a base URL is given',
    code: 'other = OpenAI(base_url="https://models.example/v1")\ndef f(q):\n    return other.chat.completions.create(model="m", messages=[{"role": "user", "content": q}])',
    expected: { dialects: undefined },
  },
  {
    name: 'has no text for an image',
    code: 'def f(data):\n    return claude.messages.create(model="claude-sonnet-4-5", max_tokens=9, messages=[{"role": "user", "content": [{"type": "text", "text": "What is it?"}, {"type": "image", "source": {"data": data}}]}])',
    expected: { prompt: [{ role: 'user', texts: [['What is it?']] }], complete: { system: true, prompt: false } },
  },
];

describe('The fingerprint of a call', () => {
  before(readyToRead);

  for (const { name, language = 'python', code, expected } of ROWS) {
    it(name, () => {
      const path = fileName(language);
      const module = read((language === 'python' ? PYTHON : TYPESCRIPT) + code, path);
      const program = createProgram({ load: file => (file === path ? module : undefined), resolve: () => undefined }, catalogue);
      const [call] = program.calls(path);
      const fingerprint = call ? fingerprintOf(call) : undefined;
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(fingerprint?.[key as keyof Fingerprint], value, key);
    });
  }

  it('is not made of what sends no request of its own', () => {
    const path = fileName('python');
    const module = read('from langchain_openai import ChatOpenAI\nmodel = ChatOpenAI(model="gpt-4o")\n', path);
    const program = createProgram({ load: file => (file === path ? module : undefined), resolve: () => undefined }, catalogue);
    assert.deepEqual(
      program.calls(path).map(call => fingerprintOf(call)),
      [undefined],
    );
  });
});
