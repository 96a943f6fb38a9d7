/** The workspace of the tests in the editor: two folders with opposite settings, a notebook, a library. */

const call = (model: string, argument: string) =>
  `from openai import OpenAI\n\nclient = OpenAI()\n\n\ndef ask(question):\n    return client.chat.completions.create(\n        model="${model}",\n${argument}        messages=[{"role": "user", "content": question}],\n    )\n`;

/** Takes no `max_tokens`, which a safe fix renames. */
export const REFUSED = call('gpt-5.4-mini', '        max_tokens=400,\n');
/** Has no limit at all. */
const UNLIMITED = call('gpt-6-luna', '');

const cell = (kind: 'code' | 'markdown', source: string) => ({
  cell_type: kind,
  metadata: {},
  source: source.split(/(?<=\n)/),
  ...(kind === 'code' ? { execution_count: null, outputs: [] } : {}),
});

const notebook = {
  cells: [
    cell('markdown', '# Review'),
    cell('code', 'from openai import OpenAI\n\nclient = OpenAI()'),
    cell(
      'code',
      'client.chat.completions.create(\n    model="gpt-5.4-mini",\n    max_tokens=400,\n    messages=[{"role": "user", "content": "Hello"}],\n)',
    ),
  ],
  metadata: { language_info: { name: 'python' }, kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
};

export const workspaceFiles: Readonly<Record<string, string>> = {
  'all.code-workspace': JSON.stringify({ folders: [{ path: 'service' }, { path: 'web' }] }),
  'service/farthing.jsonc': '{ "rules": { "missing-max-tokens": "error" } }\n',
  'service/refused.py': REFUSED,
  'service/unlimited.py': UNLIMITED,
  'service/unopened.py': UNLIMITED,
  'service/saved.py': REFUSED,
  'service/plain.py': 'print("no call")\n',
  'service/review.ipynb': JSON.stringify(notebook, null, 1),
  'service/.venv/lib/python3.12/site-packages/vendor/client.py': UNLIMITED,
  'web/farthing.jsonc': '{ "rules": { "missing-max-tokens": "off" } }\n',
  'web/unlimited.py': UNLIMITED,
  'web/translate.ts':
    "import OpenAI from 'openai';\n\nexport const translate = (text: string) =>\n  new OpenAI().chat.completions.create({ model: 'gpt-5.4-mini', max_tokens: 400, messages: [{ role: 'user', content: text }] });\n",
};
