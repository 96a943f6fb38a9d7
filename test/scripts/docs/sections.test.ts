import assert from 'node:assert/strict';
import { replaceSections } from '../../../scripts/docs/sections.ts';

const page = 'Before\n<!-- generated: table -->\nold\n<!-- /generated -->\nAfter\n<!-- generated: list -->\n<!-- /generated -->\n';

describe('generated sections of a page', () => {
  it('are replaced, and the rest keeps every byte', () => {
    assert.equal(
      replaceSections(page, { table: 'new $& text\n', list: '- one' }),
      'Before\n<!-- generated: table -->\nnew $& text\n<!-- /generated -->\nAfter\n<!-- generated: list -->\n- one\n<!-- /generated -->\n',
    );
  });

  it('do not change when they are written twice', () => {
    const once = replaceSections(page, { table: 'x', list: 'y' });
    assert.equal(replaceSections(once, { table: 'x', list: 'y' }), once);
  });

  it('must have a text each', () => assert.throws(() => replaceSections(page, { table: 'x' }), /"list"/));

  it('must be on the page', () =>
    assert.throws(() => replaceSections(page, { table: 'x', list: 'y', other: 'z' }), /no section for other/));
});
