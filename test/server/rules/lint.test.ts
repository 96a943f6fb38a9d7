import assert from 'node:assert/strict';
import type { CallSiteId } from '../../../server/calls/callSite.ts';
import { type LintInput, lint } from '../../../server/rules/lint.ts';
import type { Finding, Rule, Severity } from '../../../server/rules/rule.ts';
import { unusedSuppression } from '../../../server/rules/unused-suppression.ts';
import { callSite } from './callSites.ts';
import { context } from './context.ts';
import { edited, read, readyToRead } from './reading.ts';

/** Finds every `bad1`, `bad2` ... in the text: rule `rule-1`, `rule-2`. */
function rule(id: string, word: string, severity: Severity = 'warn'): Rule {
  return {
    id,
    title: word,
    severity,
    category: 'output',
    why: '',
    whenNot: '',
    fixable: 'no',
    examples: [],
    check: (call, { text }) =>
      [...text.matchAll(new RegExp(`\\b${word}\\b`, 'g'))].map(match => ({
        rule: id,
        severity,
        path: call.path,
        span: { start: match.index, end: match.index + word.length },
        message: `found ${word}`,
        call: call.id,
      })),
  };
}

const RULES = [rule('rule-one', 'bad1'), rule('rule-two', 'bad2'), unusedSuppression];

function run(text: string, more: Partial<LintInput> = {}, path = '/project/code.py') {
  const module = read(text, path);
  return lint({ module, calls: [callSite({ path })], rules: RULES, context: context(text), severities: {}, requireReason: false, ...more });
}

/** `line: message` of each finding. */
function said(text: string, more?: Partial<LintInput>, path?: string): string[] {
  return run(text, more, path).findings.map(finding => `${lineOf(text, finding)}: ${finding.message}`);
}

function lineOf(text: string, { span }: Finding): number {
  return text.slice(0, span.start).split('\n').length;
}

describe('a comment silences', () => {
  before(readyToRead);

  const silent: [string, string, string?][] = [
    ['the next line', '# farthing-ignore rule-one: tried\nx = bad1'],
    ['the next line of code, past blank lines and comments', '# farthing-ignore rule-one: tried\n\n# more\nx = bad1'],
    ['its own line', 'x = bad1  # farthing-ignore rule-one: tried'],
    ['two rules', '# farthing-ignore rule-one, rule-two: tried\nx = bad1 + bad2'],
    ['every rule when it names none', '# farthing-ignore: tried\nx = bad1 + bad2'],
    ['the file', 'x = bad1\ny = bad1\n# farthing-ignore-file rule-one: tried'],
    ['a block', '# farthing-ignore-start rule-one: tried\nx = bad1\ny = bad1\n# farthing-ignore-end'],
    [
      'blocks within blocks',
      '# farthing-ignore-start rule-one: a\n# farthing-ignore-start rule-two: b\nx = bad1 + bad2\n# farthing-ignore-end\ny = bad1\n# farthing-ignore-end',
    ],
    ['without a reason', '# farthing-ignore rule-one\nx = bad1'],
    ['with a reason after a space only', '# farthing-ignore rule-one because it was tried\nx = bad1'],
    ['until its date', '# farthing-ignore rule-one: tried until 2026-11-24\nx = bad1'],
    ['in TypeScript', '// farthing-ignore rule-one: tried\nconst x = bad1;', '/project/code.ts'],
    ['in a block comment', '/* farthing-ignore rule-one: tried */\nconst x = bad1;', '/project/code.ts'],
    ['in JSX', 'const x = <p>\n  {/* farthing-ignore rule-one: tried */}\n  {bad1}\n</p>;', '/project/code.tsx'],
  ];
  for (const [name, text, path] of silent) {
    it(name, () => assert.deepEqual(said(text, {}, path), []));
  }

  it('and what it silenced is still told, with its reason', () => {
    const [one] = run('# farthing-ignore rule-one: tried until 2027-01-01\nx = bad1').suppressed;
    assert.equal(one?.finding.message, 'found bad1');
    assert.equal(one.by.reason, 'tried');
    assert.equal(one.by.until, '2027-01-01');
  });

  it('a finding in the arguments when it stands before the call', () => {
    const text = '# farthing-ignore rule-one: tried\ncall(\n    a,\n    bad1,\n)';
    const calls = [callSite({ span: { start: text.indexOf('call('), end: text.length } })];
    assert.deepEqual(said(text, { calls }), []);
  });

  it('a finding in the arguments when it stands after the call', () => {
    const text = 'call(\n    a,\n    bad1,\n)  # farthing-ignore rule-one: tried';
    assert.deepEqual(said(text, { calls: [callSite({ span: { start: 0, end: text.indexOf(')') + 1 } })] }), []);
  });

  it('only what it names', () => {
    assert.deepEqual(said('# farthing-ignore rule-one: tried\nx = bad1 + bad2'), ['2: found bad2']);
  });

  it('only where it stands', () => {
    assert.deepEqual(said('# farthing-ignore rule-one: tried\nx = bad1\ny = bad1'), ['3: found bad1']);
  });

  it('nothing from inside a string', () => {
    assert.deepEqual(said('s = "# farthing-ignore rule-one: tried"\nx = bad1'), ['2: found bad1']);
  });
});

describe('a comment that silences nothing is reported', () => {
  before(readyToRead);

  const reported: [string, string, string[], Partial<LintInput>?][] = [
    ['when nothing is found there', '# farthing-ignore rule-one: tried\nx = 1', ['1: silences nothing: rule-one finds nothing here']],
    [
      'for each rule it names in vain',
      '# farthing-ignore rule-one, rule-two: tried\nx = bad1',
      ['1: silences nothing: rule-two finds nothing here'],
    ],
    ['when it names no rule and none speaks', '# farthing-ignore: tried\nx = 1', ['1: silences nothing: no rule finds anything here']],
    [
      'when the rule does not exist',
      '# farthing-ignore rule-oen: tried\nx = bad1',
      ['1: silences nothing: there is no rule rule-oen, did you mean rule-one', '2: found bad1'],
    ],
    [
      'when no such rule is near',
      '# farthing-ignore zebra: tried\nx = bad1',
      ['1: silences nothing: there is no rule zebra', '2: found bad1'],
    ],
    [
      'when it has expired, and the finding is back',
      '# farthing-ignore rule-one: tried until 2026-11-23\nx = bad1',
      ['1: silences nothing since 2026-11-23, the date it was good until', '2: found bad1'],
    ],
    [
      'when its date is none',
      '# farthing-ignore rule-one: tried until 2026-13-01\nx = bad1',
      ['1: 2026-13-01 is no date of the calendar: write until YYYY-MM-DD', '2: found bad1'],
    ],
    [
      'when a reason is asked for',
      '# farthing-ignore rule-one\nx = bad1',
      ['1: silences nothing without a reason: write one after a colon, farthing-ignore RULE: reason', '2: found bad1'],
      { requireReason: true },
    ],
    [
      'when the word is unknown',
      '# farthing-disable rule-one\nx = bad1',
      ['1: farthing-disable is no comment of Farthing: write farthing-ignore, -file, -start or -end', '2: found bad1'],
    ],
    [
      'when a block is not closed',
      '# farthing-ignore-start rule-one: tried\nx = bad1',
      ['1: farthing-ignore-start without a farthing-ignore-end: it silences the rest of the file'],
    ],
    ['when a block is not opened', 'x = 1\n# farthing-ignore-end', ['2: farthing-ignore-end without a farthing-ignore-start before it']],
  ];
  for (const [name, text, expected, more] of reported) {
    it(name, () => assert.deepEqual(said(text, more), expected));
  }

  it('but not when its rule is switched off', () => {
    assert.deepEqual(said('# farthing-ignore rule-one: tried\nx = bad1', { severities: { 'rule-one': 'off' } }), []);
  });

  it('but not when this rule is switched off', () => {
    assert.deepEqual(said('# farthing-ignore rule-one: tried\nx = 1', { severities: { 'unused-suppression': 'off' } }), []);
  });

  it('but not when the file asks for silence about that', () => {
    assert.deepEqual(said('# farthing-ignore-file unused-suppression: two configurations\n# farthing-ignore rule-one: tried\nx = 1'), []);
  });

  const repaired: [string, string, string, string?][] = [
    ['the line goes', 'y = 1\n# farthing-ignore rule-one: tried\nx = 1\n', 'y = 1\nx = 1\n'],
    ['an indented line goes', 'if y:\n    # farthing-ignore rule-one: tried\n    x = 1\n', 'if y:\n    x = 1\n'],
    ['a trailing comment goes with the space before it', 'x = 1  # farthing-ignore rule-one: tried\n', 'x = 1\n'],
    ['one of two ids goes', 'x = bad1  # farthing-ignore rule-two, rule-one: tried\n', 'x = bad1  # farthing-ignore rule-one: tried\n'],
    [
      'the last of two ids goes',
      'x = bad1  # farthing-ignore rule-one, rule-two: tried\n',
      'x = bad1  # farthing-ignore rule-one: tried\n',
    ],
    ['a misspelt id is spelt right', 'x = bad1  # farthing-ignore rule-oen: tried\n', 'x = bad1  # farthing-ignore rule-one: tried\n'],
    ['an expired comment goes', 'x = bad1  # farthing-ignore rule-one: tried until 2026-01-01\n', 'x = bad1\n'],
  ];
  for (const [name, text, expected] of repaired) {
    it(`and repaired: ${name}`, () => {
      const [finding] = run(text).findings.filter(one => one.rule === 'unused-suppression');
      assert.equal(finding?.fix?.safety, 'safe');
      const after = edited(text, 'python', finding.fix.edits);
      assert.equal(after, expected);
      assert.deepEqual(
        run(after).findings.filter(one => one.rule === 'unused-suppression'),
        [],
      );
    });
  }
});

describe('findings of one file', () => {
  before(readyToRead);

  it('are sorted by place, then by rule', () => {
    assert.deepEqual(said('y = bad2\nx = bad1'), ['1: found bad2', '2: found bad1']);
  });

  it('are said once where several calls share a text, naming the other calls', () => {
    const calls = ['a', 'b', 'c'].map(id => callSite({ id: id as CallSiteId }));
    const { findings } = run('x = bad1', { calls });
    assert.equal(findings.length, 1);
    assert.equal(findings[0]?.call, 'a');
    assert.deepEqual(findings[0]?.alsoCalls, ['b', 'c']);
  });

  it('have the gravest of their severities', () => {
    const graded: Rule = {
      ...rule('rule-one', 'bad1'),
      check: call => [
        {
          rule: 'rule-one',
          severity: call.moduleLevel ? 'info' : 'warn',
          path: call.path,
          span: { start: 0, end: 4 },
          message: 'x',
          call: call.id,
        },
      ],
    };
    const calls = [callSite({ id: 'a' as CallSiteId, moduleLevel: true }), callSite({ id: 'b' as CallSiteId })];
    const { findings } = run('bad1', { calls, rules: [graded] });
    assert.deepEqual(
      findings.map(({ severity, call, alsoCalls }) => ({ severity, call, alsoCalls })),
      [{ severity: 'warn', call: 'b', alsoCalls: ['a'] }],
    );
  });

  const severities: [Severity, Severity, Severity][] = [
    ['warn', 'error', 'error'],
    ['warn', 'info', 'info'],
    ['info', 'error', 'info'],
    ['info', 'info', 'info'],
    ['error', 'warn', 'warn'],
  ];
  for (const [found, configured, expected] of severities) {
    it(`graded ${found} by a rule that warns and configured as ${configured} are ${expected}`, () => {
      const one: Rule = { ...rule('rule-one', 'bad1', found), severity: 'warn' };
      assert.equal(run('x = bad1', { rules: [one], severities: { 'rule-one': configured } }).findings[0]?.severity, expected);
    });
  }

  it('leave out calls that are free and rules that are off', () => {
    assert.deepEqual(said('x = bad1', { calls: [callSite({ free: true })] }), []);
    assert.deepEqual(said('x = bad1 + bad2', { severities: { 'rule-two': 'off' } }), ['1: found bad1']);
  });

  it('are the same when the text is linted again', () => {
    const text = '# farthing-ignore rule-two: x\nx = bad1 + bad2\ny = bad2';
    assert.deepEqual(run(text), run(text));
  });
});
