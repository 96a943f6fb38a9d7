/** How often a prompt changes, and by which path. */
import assert from 'node:assert/strict';
import type { HolePart } from '../../../server/calls/callSite.ts';
import { sitesOf } from './catalogue/sites.ts';

type Row = readonly [sentence: string, code: string, holes: readonly string[]];

function table(title: string, path: string, wrap: (code: string) => string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [sentence, code, expected] of rows) {
      it(sentence, async () => {
        const sites = await sitesOf({ [path]: wrap(code) });
        const holes = sites.flatMap(site => site.systemPrompt.parts.filter(part => part.kind === 'hole') as HolePart[]);
        assert.deepEqual(
          holes.map(hole => `${hole.volatility}${hole.certainty === 'named' ? ' by name' : ''}${hole.unordered ? ' unordered' : ''}`),
          expected,
        );
      });
    }
  });
}

const call =
  'client.chat.completions.create(model="gpt-4o", messages=[{"role": "system", "content": s}, {"role": "user", "content": "q"}])';
const imports = 'import datetime, time, uuid, os, random, json\nfrom openai import OpenAI\nclient = OpenAI()\n';
const inFunction = (code: string) =>
  `${imports}def answer(question, user_name, style):\n${[...code.split('\n'), call].map(line => `    ${line}`).join('\n')}`;

table('A system prompt in Python', '/project/main.py', inFunction, [
  ['the clock', 's = f"It is {datetime.datetime.now()}."', ['per-request']],
  ['the date', 's = f"Today is {datetime.date.today()}."', ['per-day']],
  ['the clock cut to its date by a format', 's = "On " + datetime.datetime.now().strftime("%Y-%m-%d")', ['per-day']],
  ['the clock in a format with the time', 's = "At " + datetime.datetime.now().strftime("%H:%M")', ['per-request']],
  ['a format spec in the f-string', 's = f"On {datetime.datetime.now():%d %B %Y}"', ['per-day']],
  ['an identifier', 's = f"Run {uuid.uuid4()}."', ['per-request']],
  ['through a variable and .format', 'now = time.time()\ns = "At {t}.".format(t=now)', ['per-request']],
  ['a parameter named like what a user asks', 's = f"Answer {question}"', ['per-request by name']],
  ['a parameter named like a user', 's = f"You help {user_name}."', ['per-user by name']],
  ['a parameter that says nothing', 's = f"Be {style}."', ['unknown']],
  ['the environment', 's = f"You are {os.environ[\'NAME\']}."', ['per-process']],
  ['a constant', 'name = "Bob"\ns = f"You are {name}."', []],
  ['a set has no order', 's = "Topics: " + ", ".join({"a", "b", "c"})', ['per-process unordered']],
  [
    'a model reply',
    'r = client.chat.completions.create(model="gpt-4o", messages=[])\ns = f"Before: {r.choices[0].message.content}"',
    ['per-request'],
  ],
]);

table('At the top of a module', '/project/main.py', code => `${imports}${code}\ndef f():\n    ${call}`, [
  ['the clock is read once', 's = f"It is {datetime.datetime.now()}."', ['per-process']],
]);

table(
  'A request handler',
  '/project/main.py',
  code =>
    `${imports}from fastapi import FastAPI, Request\napp = FastAPI()\n@app.post("/chat")\ndef chat(body, request: Request):\n    ${code}\n    ${call}`,
  [
    ['its parameters come with the request', 's = f"Help {body.thing}."', ['per-request']],
    ['a request object by its type', 's = f"Help {request.client.host}."', ['per-request']],
  ],
);

table(
  'A system prompt in TypeScript',
  '/project/main.ts',
  code =>
    `import OpenAI from 'openai';\nimport { randomUUID } from 'node:crypto';\nconst client = new OpenAI();\nexport async function f(query: string) {\n  ${code}\n  return client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'system', content: s }] });\n}`,
  [
    ['the clock', 'const s = `It is ${new Date().toISOString()}.`;', ['per-request']],
    ['the date by locale', "const s = 'On ' + new Date().toLocaleDateString();", ['per-day']],
    ['the date cut from the timestamp', "const s = `On ${new Date().toISOString().split('T')[0]}`;", ['per-day']],
    ['an identifier', 'const s = `Run ${randomUUID()}`;', ['per-request']],
    ['a parameter by its name', 'const s = `Answer ${query}`;', ['per-request by name']],
    ['a helper of the file', 'const s = `Today: ${today()}`;\n  function today() { return new Date().toDateString(); }', ['per-day']],
  ],
);

table(
  'A function that a router calls',
  '/project/main.ts',
  code =>
    `import express from 'express';\nimport OpenAI from 'openai';\nconst client = new OpenAI();\nconst app = express();\nconst router = express.Router();\nconst ask = (s: string) => client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'system', content: s }] });\n${code}`,
  [
    [
      'gets what comes with the request',
      "app.post('/', async (req, res) => { await ask(`Help ${req.body.thing} with care.`); });",
      ['per-request', 'per-request'],
    ],
    [
      'by its name, in a wrapper',
      "router.get('/', wrap(go));\nasync function go(a, b) { await ask(`Help ${a.body.thing} with care.`); }",
      ['per-request', 'per-request'],
    ],
    ['is no other function', 'async function go(a) { await ask(`Help ${a.body.thing} with care.`); }', ['unknown', 'unknown']],
    [
      'is none of another object',
      "store.post('/', async (a) => { await ask(`Help ${a.body.thing} with care.`); });",
      ['unknown', 'unknown'],
    ],
  ],
);

table('A template', '/project/main.py', inFunction, [
  ['names what fills it', 's = "Be kind. Today is {current_date}.".format(current_date=style.value)', ['per-day by name']],
  [
    'filled with a value that is known is not read by its name',
    's = "Be kind. Today is {current_date}.".format(current_date="Monday")',
    [],
  ],
  ['that is not in sight changes with what fills it', 's = style.format(now=datetime.datetime.now())', ['per-request']],
  ['whose white space is tidied up', 'import re\ns = f"Be kind at {datetime.datetime.now()}.".replace(pattern, " ")', ['per-request']],
]);

describe('A prompt too large to follow', () => {
  it('keeps its frame', async () => {
    const growing = Array.from({ length: 12 }, (_, i) => `    a${i + 1} = [a${i}, a${i}, a${i}]`).join('\n');
    const code = `import datetime\nfrom openai import OpenAI\ndef prompt(a0):\n${growing}\n    return f"It is {datetime.datetime.now()}. Known: {a12}."\ndef ask(x):\n    OpenAI().chat.completions.create(model="gpt-4o", messages=[{"role": "system", "content": prompt(x)}])`;
    const [site] = await sitesOf({ '/project/main.py': code });
    assert.deepEqual(
      site?.systemPrompt.parts.map(part => (part.kind === 'static' ? part.text : part.volatility)),
      ['It is ', 'per-request', '. Known: ', 'unknown', '.'],
    );
  });
});

describe('The path of a change', () => {
  it('starts at its source and ends in the prompt', async () => {
    const [site] = await sitesOf({ '/project/main.py': inFunction('now = datetime.datetime.now()\ns = f"It is {now}."') });
    const [hole] = (site?.systemPrompt.parts.filter(part => part.kind === 'hole') ?? []) as HolePart[];
    assert.deepEqual(
      hole?.path.map(step => step.label),
      ['datetime.datetime.now()', 'now'],
    );
  });
});
