import assert from 'node:assert/strict';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import fc from 'fast-check';
import { cutFrames, readFrame } from '../../../../shared/runtime/dialects/bedrock/eventStream.ts';
import { cuts, packets } from './packets.ts';

/** The AWS SDK's own codec is the oracle. */
const codec = new EventStreamCodec(
  bytes => Buffer.from(bytes).toString('utf8'),
  text => Buffer.from(text),
);

const header = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }).map(value => ({ type: 'string' as const, value })),
  fc.boolean().map(value => ({ type: 'boolean' as const, value })),
  fc.integer({ min: -128, max: 127 }).map(value => ({ type: 'byte' as const, value })),
  fc.integer({ min: -32_768, max: 32_767 }).map(value => ({ type: 'short' as const, value })),
  fc.integer().map(value => ({ type: 'integer' as const, value })),
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map(value => ({ type: 'timestamp' as const, value })),
  fc.uint8Array({ maxLength: 20 }).map(value => ({ type: 'binary' as const, value })),
  fc.uuid().map(value => ({ type: 'uuid' as const, value })),
);
const message = fc.record({
  headers: fc.dictionary(
    fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }).filter(name => name !== '__proto__'),
    header,
    { maxKeys: 6 },
  ),
  body: fc.uint8Array({ maxLength: 200 }),
});

describe('frames of an event stream', function () {
  this.timeout(30_000);

  it('read as the AWS SDK reads them, in any packets', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), cuts, (messages, at) => {
        const bytes = Buffer.concat(messages.map(one => codec.encode(one)));
        const cutter = cutFrames();
        const read = packets(bytes, at)
          .flatMap(packet => cutter.write(packet))
          .map(frame => readFrame(frame));
        assert.equal(cutter.broken, false);
        assert.deepEqual(
          read.map(frame => frame?.payload),
          messages.map(one => Buffer.from(one.body)),
        );
        for (const [index, one] of messages.entries()) {
          const strings = Object.entries(one.headers).flatMap(([name, { type, value }]) => (type === 'string' ? [[name, value]] : []));
          assert.deepEqual({ ...read[index]?.headers }, Object.fromEntries(strings));
        }
      }),
    );
  });

  it('are not read when a bit has changed', () => {
    fc.assert(
      fc.property(message, fc.nat(), fc.integer({ min: 0, max: 7 }), (one, place, bit) => {
        const frame = Buffer.from(codec.encode(one));
        const at = place % frame.length;
        frame.writeUInt8(frame.readUInt8(at) ^ (1 << bit), at);
        const cutter = cutFrames();
        const read = cutter.write(frame).map(whole => readFrame(whole));
        assert.ok(read.every(found => found === undefined));
      }),
    );
  });

  it('end where something comes that is none', () => {
    const cutter = cutFrames();
    assert.deepEqual(cutter.write(Buffer.from('HTTP/1.1 502 Bad Gateway')), []);
    assert.equal(cutter.broken, true);
  });
});
