import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Block, HolePart, PromptPart, StaticPart } from '../../../../server/calls/callSite.ts';
import type { Expr, Language, StringExpr, TemplateExpr } from '../../../../server/ir/nodes.ts';
import { moveSentence } from '../../../../server/rules/edits/moveSentence.ts';
import { callSite } from '../callSites.ts';
import { edited, fileName, read, readyToRead } from '../reading.ts';

describe('the sentence or line around a hole moves to the user message', () => {
  before(readyToRead);

  /** Code in which `call(system, user)` has two literals, after the move; undefined when there is none. */
  function moved(text: string, language: Language): string | undefined {
    const path = fileName(language);
    const [system, user] = literalsOfCall(text, path);
    const call = callSite({ language, path, span: { start: text.indexOf('call('), end: text.length } });
    const from: Block = { section: 'system', parts: partsOf(system, path) };
    const to: Block = { section: 'messages', role: 'user', parts: partsOf(user, path) };
    const index = from.parts.findIndex(part => part.kind === 'hole' && part.volatility === 'per-request');
    const edits = moveSentence(text, call, from, index, to);
    return edits && edited(text, language, edits);
  }

  const moves: [string, Language, string, string][] = [
    ['a first sentence', 'python', 'call(f"It is {now()}. Be kind.", f"Q: {q}")', 'call(f"Be kind.", f"It is {now()}. Q: {q}")'],
    ['a last sentence', 'python', 'call(f"Be kind. It is {now()}.", f"Q: {q}")', 'call(f"Be kind. ", f"It is {now()}.\\nQ: {q}")'],
    [
      'a middle sentence',
      'python',
      'call(f"Be kind. It is {now()}. Be short.", f"Q: {q}")',
      'call(f"Be kind. Be short.", f"It is {now()}. Q: {q}")',
    ],
    ['a line', 'python', 'call(f"Be kind\\nNow: {now()}\\nBe short", f"Q: {q}")', 'call(f"Be kind\\nBe short", f"Now: {now()}\\nQ: {q}")'],
    [
      'a line of a block',
      'python',
      'call(f"""Be kind\nNow: {now()}\nBe short""", f"""Q: {q}""")',
      'call(f"""Be kind\nBe short""", f"""Now: {now()}\nQ: {q}""")',
    ],
    [
      'with another hole',
      'python',
      'call(f"{name} says {now()}. Be kind.", f"Q: {q}")',
      'call(f"Be kind.", f"{name} says {now()}. Q: {q}")',
    ],
    ['to a plain string', 'python', 'call(f"It is {now()}. Be kind.", "What now?")', 'call(f"Be kind.", f"It is {now()}. What now?")'],
    [
      'abbreviations end no sentence',
      'python',
      'call(f"Be kind. Times, e.g. {now()}, are exact. Be short.", f"Q")',
      'call(f"Be kind. Be short.", f"Times, e.g. {now()}, are exact. Q")',
    ],
    ['a format', 'python', 'call(f"It is {now():%H:%M}. Be kind.", f"Q: {q}")', 'call(f"Be kind.", f"It is {now():%H:%M}. Q: {q}")'],
    ['a template', 'typescript', 'call(`It is ${now()}. Be kind.`, `Q: ${q}`)', 'call(`Be kind.`, `It is ${now()}. Q: ${q}`)'],
    ['to quotes', 'typescript', "call(`It is ${now()}. Be kind.`, 'What now?')", 'call(`Be kind.`, `It is ${now()}. What now?`)'],
    [
      'a line of a template',
      'typescript',
      'call(`Be kind\nNow: ${now()}\nBe short`, `Q`)',
      'call(`Be kind\nBe short`, `Now: ${now()}\nQ`)',
    ],
  ];
  for (const [name, language, text, expected] of moves) {
    it(name, () => assert.equal(moved(text, language), expected));
  }

  const stays: [string, Language, string][] = [
    ['when it is the whole prompt', 'python', 'call(f"It is {now()}.", f"Q: {q}")'],
    ['when the message has braces of its own', 'python', 'call(f"It is {now()}. Be kind.", "{question}")'],
    ['when its quotes would end the message', 'python', 'call(f"""It is {now("x")}. Be kind.""", f"Q: {q}")'],
    ['when a line break would break the message', 'python', 'call(f"""Be kind\nNow: {now()}\nBe short""", f"Q: {q}")'],
    ['when a backslash would read differently', 'python', 'call(f"It is\\t{now()}. Be kind.", rf"Q: {q}")'],
    ['when the message is bytes', 'python', 'call(f"It is {now()}. Be kind.", b"Q")'],
    ['when a function begins between', 'python', 'SYSTEM = f"It is {now()}. Be kind."\ndef ask(q):\n    call(SYSTEM, f"Q: {q}")'],
    ['when a name in it is bound between', 'python', 'system = f"It is {then}. Be kind."\nthen = 1\ncall(system, f"Q: {q}")'],
    ['when a loop binds a name in it', 'python', 'system = f"It is {then}. Be kind."\nfor then in x:\n    call(system, f"Q: {q}")'],
    ['when the message is not a literal', 'python', 'call(f"It is {now()}. Be kind.", question)'],
    ['when the message is two literals', 'python', 'call(f"It is {now()}. Be kind.", "Q: " "A")'],
    ['when the message has a backtick', 'typescript', "call(`It is ${now()}. Be kind.`, 'a ` b')"],
    [
      'when an arrow function begins between',
      'typescript',
      'const system = `It is ${now()}. Be kind.`;\nconst ask = () => call(system, `Q: ${q}`);',
    ],
  ];
  for (const [name, language, text] of stays) {
    it(`not ${name}`, () => assert.equal(moved(text, language), undefined));
  }

  it('every byte of the prompt is in one place or the other, in its order', () => {
    const sentence = fc.constantFrom(
      'Be kind. ',
      'Say 3.5 or so. ',
      '{name} is here! ',
      'Line\\n',
      'A "word" (x).\n',
      'Why? ',
      '{{}} ',
      '{rank:>3}. ',
    );
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        fc.constantFrom('It is {now()}. ', 'now {now()}\\n', '{now()}'),
        (sentences, at, clock) => {
          const prompt = [...sentences.slice(0, at), clock, ...sentences.slice(at)].join('');
          const text = `call(f"""${prompt}""", f"""Q: {q}""")`;
          const after = moved(text, 'python');
          if (after === undefined) return;
          const [, system = '', user = ''] = /^call\(f"""(.*)""", f"""(.*)Q: \{q\}"""\)$/s.exec(after) ?? assert.fail(after);
          const unit = prompt.includes(user) ? user : user.replace(/\\n$/, '');
          const place = prompt.indexOf(unit);
          assert.ok(unit.includes('{now()}') && place >= 0);
          assert.equal(system, prompt.slice(0, place) + prompt.slice(place + unit.length));
        },
      ),
    );
  });
});

function literalsOfCall(text: string, path: string): [Expr, Expr] {
  const strings = new Map<string, Expr>();
  let found: readonly Expr[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const item of node) visit(item);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { kind, target, value, callee, args } = node as {
      kind?: string;
      target?: Expr;
      value?: Expr;
      callee?: Expr;
      args?: { value: Expr }[];
    };
    if (kind === 'assign' && target?.kind === 'name' && value) strings.set(target.name, value);
    if (kind === 'call' && callee?.kind === 'name' && callee.name === 'call') found = (args ?? []).map(arg => arg.value);
    for (const child of Object.values(node)) visit(child);
  };
  visit(read(text, path).body);
  const [system, user] = found.map(expr => (expr.kind === 'name' ? (strings.get(expr.name) ?? expr) : expr));
  assert.ok(system && user, 'no call(system, user) in the text');
  return [system, user];
}

/** As the engine gives them: the parts of a template, or one part for anything else. */
function partsOf(expr: Expr, path: string): PromptPart[] {
  if (expr.kind === 'template')
    return (expr as TemplateExpr).parts.map(part =>
      part.kind === 'text' ? fixed(part.value, path, part.span) : hole(path, part.span, part.expr),
    );
  if (expr.kind === 'string') return [fixed((expr as StringExpr).value, path, expr.span)];
  return [hole(path, expr.span, expr)];
}

function fixed(text: string, path: string, span: { start: number; end: number }): StaticPart {
  return { kind: 'static', text, at: { path, span } };
}

function hole(path: string, span: { start: number; end: number }, expr: Expr): HolePart {
  const changes = expr.kind === 'call' || (expr.kind === 'name' && expr.name === 'then');
  return {
    kind: 'hole',
    label: 'x',
    volatility: changes ? 'per-request' : 'unknown',
    path: [],
    reason: 'the clock',
    certainty: 'certain',
    at: { path, span },
  };
}
