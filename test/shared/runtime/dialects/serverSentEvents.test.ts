import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cutEvents, dataOf } from '../../../../shared/runtime/dialects/serverSentEvents.ts';
import { cuts, packets, singleBytes } from './packets.ts';

const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const text = fc.string({ unit: 'binary', maxLength: 30 }).map(value => value.replace(/[\r\n\0]/g, ' '));
const anyLine = fc.oneof(
  text.map(value => `data: ${value}`),
  text.map(value => `data:${value.trimStart()}`),
  text.map(value => `: ${value}`),
  fc.constantFrom('event: message', 'id: 7', 'retry: 10', 'data'),
);
const stream = fc
  .tuple(lineEnd, fc.array(fc.array(anyLine, { minLength: 1, maxLength: 4 }), { maxLength: 8 }))
  .map(([end, events]) => events.map(lines => lines.map(line => line + end).join('') + end).join(''))
  .map(source => Buffer.from(source));

function cut(pieces: readonly Buffer[]): Buffer[] {
  const cutter = cutEvents();
  const whole = pieces.flatMap(piece => cutter.write(piece));
  return [...whole, cutter.rest()].filter(event => event.length > 0);
}

describe('server-sent events', function () {
  this.timeout(30_000);

  it('are the same however the bytes were packed', () => {
    fc.assert(
      fc.property(stream, cuts, (bytes, at) => {
        const expected = cut([bytes]);
        assert.deepEqual(cut(packets(bytes, at)), expected);
        assert.deepEqual(cut(singleBytes(bytes)), expected);
      }),
    );
  });

  it('lose no byte', () => {
    fc.assert(fc.property(stream, cuts, (bytes, at) => assert.deepEqual(Buffer.concat(cut(packets(bytes, at))), bytes)));
  });

  it('have the data of all their data lines, and none where they are comments', () => {
    const data = (event: string) => dataOf(Buffer.from(event))?.toString();
    assert.equal(data('data: one\n\n'), 'one');
    assert.equal(data('data:one\r\n\r\n'), 'one');
    assert.equal(data('event: x\ndata: one\ndata:  two\nid: 1\n\n'), 'one\n two');
    assert.equal(data(': keep-alive\n\n'), undefined);
    assert.equal(data('event: ping\n\n'), undefined);
    assert.equal(data('data: no end'), 'no end');
    assert.equal(data('data: one\rdata: two\r\r'), 'one\ntwo');
  });

  it('end at a CRLF that came in two packets, not at its CR', () => {
    const cutter = cutEvents();
    assert.deepEqual(cutter.write(Buffer.from('data: a\r\n\r')), []);
    assert.deepEqual(cutter.write(Buffer.from('\ndata: b')), [Buffer.from('data: a\r\n\r\n')]);
    assert.deepEqual(cutter.rest(), Buffer.from('data: b'));
  });
});
