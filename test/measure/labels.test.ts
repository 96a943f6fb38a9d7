import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { type LabelledRepository, readLabels } from '../../scripts/measure/labels.ts';

const repositories = readLabels(fileURLToPath(new URL('labels', import.meta.url)));
const all = (of: (repository: LabelledRepository) => readonly unknown[]) => repositories.flatMap(of).length;

describe('labels', () => {
  it('are enough to measure with: 300 sites, 100 look-alikes', () => {
    assert.ok(all(({ sites }) => sites) >= 300);
    assert.ok(all(({ negatives }) => negatives) >= 100);
  });

  it('are split by repository into halves that both have direct calls', () => {
    for (const split of ['dev', 'held-out']) {
      const direct = repositories
        .filter(({ head }) => head.split === split)
        .flatMap(({ sites }) => sites.filter(site => site.kind === 'direct'));
      assert.ok(direct.length >= 100, `${split}: ${direct.length}`);
    }
  });

  for (const { head, sites, negatives } of repositories) {
    it(`of ${head.repo} are consistent`, () => {
      assert.match(head.commit, /^[0-9a-f]{12}$/);
      for (const site of sites) {
        const place = `${site.path}:${site.line}`;
        assert.ok(site.endLine >= site.line, place);
        assert.equal(site.modelResolvable, site.model !== null, place);
        assert.equal(site.cell !== undefined, site.path.endsWith('.ipynb'), place);
        if (site.cacheBusting === true) assert.equal(site.system.state, 'present', place);
      }
      const sitePlaces = new Set(sites.map(site => `${site.path}#${site.cell}:${site.line}`));
      for (const negative of negatives) {
        assert.ok(!sitePlaces.has(`${negative.path}#${negative.cell}:${negative.line}`), `${negative.path}:${negative.line} is both`);
      }
    });
  }
});
