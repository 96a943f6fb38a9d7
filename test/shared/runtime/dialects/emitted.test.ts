import assert from 'node:assert/strict';
import { EmittedText } from '../../../../shared/runtime/dialects/emitted.ts';

describe('emitted text', () => {
  const event = Buffer.alloc(1000, 'x');

  it('is not read until somebody asks', () => {
    let read = 0;
    const emitted = new EmittedText(() => `${++read} `);
    for (let count = 0; count < 50; count++) emitted.addEvent(event);
    assert.equal(read, 0);
    assert.equal(emitted.characters, Array.from({ length: 50 }, (_, index) => `${index + 1} `).join('').length);
    assert.equal(read, 50);
  });

  it('keeps no more than 64 kilobytes unread', () => {
    let read = 0;
    const emitted = new EmittedText(() => {
      read++;
      return 'x';
    });
    for (let count = 1; count <= 1000; count++) {
      emitted.addEvent(event);
      assert.ok((count - read) * event.length <= 64 * 1024);
    }
    assert.equal(emitted.text.length, 1000);
  });

  it('lets go of text beyond what a model writes, and still counts it', () => {
    const emitted = new EmittedText(() => '');
    for (let count = 0; count < 5; count++) emitted.addText('x'.repeat(1_000_000));
    assert.equal(emitted.characters, 5_000_000);
    assert.equal(emitted.text.length, 4_000_000);
  });
});
