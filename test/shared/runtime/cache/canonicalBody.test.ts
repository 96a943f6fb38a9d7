import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalBody } from '../../../../shared/runtime/cache/canonicalBody.ts';

const canonical = (body: string | Buffer): string => {
  const result = canonicalBody(Buffer.from(body as string));
  return 'text' in result ? result.text : assert.fail(result.reason);
};
const reason = (body: string | Buffer): string | undefined => {
  const result = canonicalBody(Buffer.from(body as string));
  return 'reason' in result ? result.reason : undefined;
};

type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** Values as they are in requests: well-formed text, numbers of any size that a double holds. */
const values = fc.letrec<{ value: Value; object: { [key: string]: Value } }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true, false, 0.1, 1e21, 1e-7, 1.5e300, 2 ** 53, 'e', '"', '\\', '\\"', '{"a":1}', ':'),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ) as fc.Arbitrary<Value>,
  object: fc.dictionary(
    fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.constantFrom('model', 'messages', '__proto__', 'a:b', '"')),
    tie('value') as fc.Arbitrary<Value>,
    { maxKeys: 5 },
  ) as fc.Arbitrary<{ [key: string]: Value }>,
})).object;

/** The same value written otherwise: order of keys, white space, forms of numbers, escapes. `chance` draws a number below the given one. */
function written(value: Value, chance: (below: number) => number): string {
  const space = () => ['', '', ' ', '\n', '\t ', '\r\n'][chance(6)] as string;
  if (typeof value === 'string') return `"${[...value].map(character => characterOf(character, chance)).join('')}"`;
  if (typeof value === 'number') return numberOf(value, chance);
  if (Array.isArray(value)) return `[${space()}${value.map(item => written(item, chance)).join(`${space()},${space()}`)}${space()}]`;
  if (value === null || typeof value !== 'object') return String(value);
  const members = Object.entries(value)
    .map(member => [chance(1000), member] as const)
    .sort(([one], [other]) => one - other)
    .map(([, [key, item]]) => `${written(key, chance)}${space()}:${space()}${written(item, chance)}`);
  return `{${space()}${members.join(`${space()},${space()}`)}${space()}}`;
}

function characterOf(character: string, chance: (below: number) => number): string {
  const plain = JSON.stringify(character).slice(1, -1);
  if (chance(3) > 0) return plain;
  if (character === '/') return '\\/';
  return [...character]
    .flatMap(part => part.split(''))
    .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

function numberOf(value: number, chance: (below: number) => number): string {
  const plain = JSON.stringify(value);
  switch (chance(5)) {
    case 0:
      return /^-?\d+$/.test(plain) ? `${plain}.0` : plain;
    case 1:
      return /^-?\d+$/.test(plain) ? `${plain}e0` : plain;
    case 2:
      return /^-?\d+\.\d+$/.test(plain) ? `${plain}000` : plain;
    case 3:
      return value.toExponential();
    default:
      return plain;
  }
}

/** Every value within, by its path. */
function places(value: Value, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Object.entries(value).flatMap(([key, item]) => places(item, [...path, Array.isArray(value) ? Number(key) : key]));
  return path.length > 0 ? [path, ...inner] : inner;
}

function changedAt(value: Value, path: readonly (string | number)[], change: (value: Value) => Value): Value {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.with(key as number, changedAt(value[key as number] as Value, rest, change));
  const object = value as { [key: string]: Value };
  // An own property also where the key is `__proto__`.
  return Object.fromEntries(Object.entries(object).map(([name, item]) => [name, name === key ? changedAt(item, rest, change) : item]));
}

function somethingElse(value: Value): Value {
  if (typeof value === 'string') return `${value} `;
  if (typeof value === 'number') return value === 0 ? 1 : value / 2 === value ? 0 : value / 2;
  if (typeof value === 'boolean') return !value;
  if (value === null) return 0;
  return Array.isArray(value) ? [...value, null] : { ...value, another: null };
}

describe('the canonical body', () => {
  it('is the same for a thousand ways to write the same request', () => {
    fc.assert(
      fc.property(values, fc.infiniteStream(fc.nat({ max: 999 })), (value, draws) => {
        const chance = (below: number) => (draws.next().value as number) % below;
        assert.equal(canonical(written(value, chance)), canonical(JSON.stringify(value)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is another one when any single value is another', () => {
    fc.assert(
      fc.property(values, fc.nat(), (value, draw) => {
        const all = places(value);
        const path = all[draw % (all.length || 1)];
        if (!path || ['stream', 'stream_options'].includes(String(path[0]))) return;
        const other = changedAt(value, path, somethingElse);
        assert.notEqual(canonical(JSON.stringify(other)), canonical(JSON.stringify(value)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is another one when any key is missing, or another', () => {
    fc.assert(
      fc.property(values, value => {
        for (const key of Object.keys(value)) {
          if (key === 'stream' || key === 'stream_options') continue;
          const without = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
          assert.notEqual(canonical(JSON.stringify(without)), canonical(JSON.stringify(value)));
          const renamed = { ...without, [`${key}_`]: value[key] };
          assert.notEqual(canonical(JSON.stringify(renamed)), canonical(JSON.stringify(value)));
        }
      }),
    );
  });

  it('leaves out how the answer is delivered, and nothing else', () => {
    assert.equal(canonical('{"a":1,"stream":true,"stream_options":{"include_usage":true}}'), '{"a":1}');
    assert.equal(canonical('{"a":{"stream":true},"user":"u"}'), '{"a":{"stream":true},"user":"u"}');
  });

  it('does not exist for numbers that a double cannot hold as they are written', () => {
    for (const number of ['12345678901234567891', '0.1000000000000000055', '1e400', '1e-400', '-9007199254740993']) {
      assert.match(reason(`{"seed":${number}}`) ?? '', /more digits/, number);
    }
    for (const number of [
      '9007199254740992',
      '0.30000000000000004',
      '1E+5',
      '100000000000000000000',
      '-0.0',
      '0e999',
      '1.000000000000000000',
    ]) {
      assert.equal(reason(`{"seed":${number}}`), undefined, number);
    }
    assert.equal(reason('{"text":"12345678901234567891 \\" 12345678901234567891"}'), undefined);
  });

  it('does not exist for a body that two readers may read in two ways', () => {
    assert.equal(reason('{"a":1,"a":2}'), 'the body has the same key twice');
    assert.equal(reason('{"b":[{"a":1,"\\u0061":2}]}'), 'the body has the same key twice');
    assert.equal(reason('{"stream":true,"stream":false}'), 'the body has the same key twice');
    assert.equal(reason('{"a":"\\ud800"}'), 'the body has text that is not Unicode');
    assert.equal(reason(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), 'the body is not UTF-8');
    assert.equal(reason('[1]'), 'the body is not a JSON object');
    assert.equal(reason('{'), 'the body is not JSON');
    assert.equal(reason(''), 'the body is not JSON');
  });
});
