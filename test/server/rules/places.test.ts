import assert from 'node:assert/strict';
import { openSource } from '../../../server/syntax/source.ts';
import { lookup } from './context.ts';
import { lintText, readyToLint } from './engine.ts';

const NOTEBOOK = {
  cells: [
    { cell_type: 'markdown', metadata: {}, source: ['# Answers\n'] },
    {
      cell_type: 'code',
      execution_count: 1,
      metadata: {},
      outputs: [],
      source: ['%pip install openai\n', 'from openai import OpenAI\n', 'client = OpenAI()'],
    },
    {
      cell_type: 'code',
      execution_count: 2,
      metadata: {},
      outputs: [{ output_type: 'stream', name: 'stdout', text: ['é\n'] }],
      source: [
        'def ask(q):\n',
        '    return client.chat.completions.create(\n',
        '        model="gpt-4o",\n',
        '        messages=[{"role": "user", "content": q}],\n',
        '    )',
      ],
    },
    { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: 'ask("Hi")  # farthing-ignore unknown-model: tried' },
  ],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
};

describe('fixes in notebooks', () => {
  before(readyToLint);

  function fixed(rule: string): typeof NOTEBOOK {
    const text = JSON.stringify(NOTEBOOK, null, 1);
    const path = '/project/answers.ipynb';
    const { findings } = lintText(text, 'python', { path, lookup });
    const finding = findings.find(one => one.rule === rule && one.fix);
    const source = openSource(path, text);
    assert.ok(finding?.fix && 'text' in source);
    const result = source.applyEdits(finding.fix.edits);
    assert.ok('text' in result);
    return JSON.parse(result.text);
  }

  it('change the cell they belong to and no other', () => {
    const after = fixed('missing-max-tokens');
    assert.deepEqual(after.cells[2]?.source, [
      'def ask(q):\n',
      '    return client.chat.completions.create(\n',
      '        model="gpt-4o",\n',
      '        messages=[{"role": "user", "content": q}],\n',
      '        max_completion_tokens=1024,\n',
      '    )',
    ]);
    assert.deepEqual({ ...after, cells: after.cells.toSpliced(2, 1) }, { ...NOTEBOOK, cells: NOTEBOOK.cells.toSpliced(2, 1) });
  });

  it('take a comment out of its cell', () => {
    assert.equal(fixed('unused-suppression').cells[3]?.source, 'ask("Hi")');
  });
});

describe('a finding about text in another file', () => {
  before(readyToLint);

  const code =
    'from openai import OpenAI\nfrom prompts import SYSTEM\nclient = OpenAI()\ndef ask(q):\n    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "system", "content": SYSTEM()}, {"role": "user", "content": q}], max_completion_tokens=5)\n';
  const others = {
    '/project/prompts.py': 'from datetime import datetime\ndef SYSTEM():\n    return f"It is {datetime.now()}. " + "Be kind. " * 900\n',
  };

  it('stands at the call and names the place in the other file', () => {
    const [finding] = lintText(code, 'python', { lookup, others }).findings;
    assert.equal(finding?.rule, 'cache-busting-prompt');
    assert.equal(code.slice(finding.span.start, finding.span.end), 'client.chat.completions.create');
    assert.equal(finding.related?.[0]?.at.path, '/project/prompts.py');
  });

  it('is silenced at the call', () => {
    const silenced = code.replace('    return', '    # farthing-ignore cache-busting-prompt: sent once an hour\n    return');
    const { findings, suppressed } = lintText(silenced, 'python', { lookup, others });
    assert.deepEqual(findings, []);
    assert.equal(suppressed[0]?.by.reason, 'sent once an hour');
  });
});

describe('a finding inside a long prompt', () => {
  before(readyToLint);

  it('is silenced before the string that it stands in', () => {
    const text = `from datetime import datetime
from openai import OpenAI
client = OpenAI()
def ask(q):
    # farthing-ignore cache-busting-prompt: sent once an hour
    system = f"""${'Be kind.\n'.repeat(20)}
It is {datetime.now()}.
${'Be kind.\n'.repeat(900)}"""
    return client.responses.create(model="gpt-4o", max_output_tokens=5, instructions=system, input=q)
`;
    const { findings, suppressed } = lintText(text, 'python', { lookup });
    assert.deepEqual(findings, []);
    assert.equal(suppressed.length, 1);
  });

  it('shared by two calls is said once and names both', () => {
    const text = `from datetime import datetime
from openai import OpenAI
client = OpenAI()
def system():
    return f"It is {datetime.now()}. " + "Be kind. " * 900
def ask(q):
    return client.responses.create(model="gpt-4o", max_output_tokens=5, instructions=system(), input=q)
def tell(q):
    return client.responses.create(model="gpt-4o", max_output_tokens=6, instructions=system(), input=q)
`;
    const { calls, findings } = lintText(text, 'python', { lookup });
    assert.deepEqual(
      findings.map(finding => [finding.call, finding.alsoCalls]),
      [[calls[0]?.id, [calls[1]?.id]]],
    );
  });
});
