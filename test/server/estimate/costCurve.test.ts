import assert from 'node:assert/strict';
import { costCurve } from '../../../server/estimate/costCurve.ts';
import { call, hole, options, present, prose, system, text, unknownField, user } from './calls.ts';

describe('cost curve of a growing conversation', () => {
  const blocks = [system(text(prose(500))), user(hole())];
  const curve = (site: Parameters<typeof call>[0], points?: readonly number[]) =>
    costCurve(call({ effort: present('none'), blocks, ...site }), options(), points);

  it('has 1, 10 and 100 turns, and grows with the square', () => {
    const points = curve({});
    assert.ok(points);
    assert.deepEqual(
      points.map(point => point.turns),
      [1, 10, 100],
    );
    const [one, ten, hundred] = points.map(point => Number(point.cost)) as [number, number, number];
    assert.ok(ten > 12 * one && hundred > 25 * ten);
    assert.ok(points.every(point => !point.overflows));
  });

  it('adds the answer and the result of a tool to each request', () => {
    const points = curve({ maxOutputTokens: present(200) }, [1, 2, 3]);
    assert.ok(points);
    const [one, two, three] = points.map(point => point.inputTokens) as [number, number, number];
    assert.deepEqual([two - one, three - two], [500, 500]);
  });

  it('is cut where the window is full, and says so', () => {
    const points = curve({ model: present('claude-haiku-4-5'), blocks: [user(text(prose(150_000)))] }, [1, 100]);
    assert.ok(points);
    assert.deepEqual(
      points.map(point => point.overflows),
      [false, true],
    );
    assert.equal(points[1]?.inputTokens, 200_000);
  });

  it('is not drawn without a price, or for one of several models', () => {
    assert.equal(curve({ model: unknownField('a parameter') }), undefined);
    assert.equal(curve({ model: unknownField('two', ['claude-opus-5-5', 'claude-haiku-5-5']) }), undefined);
  });
});
