import assert from 'node:assert/strict';
import { attributed, runTrial, type Trial } from '../../../../scripts/measure/attribution/trial.ts';

describe('Requests of 200 call sites with nearly the same prompts', () => {
  let trial: Trial;

  before(async function () {
    this.timeout(60_000);
    trial = await runTrial(5);
  });

  it('are put down to the right one, 98 % and more', () => {
    const { right, requests } = trial.counts;
    assert.equal(trial.project.sites.length, 200);
    assert.ok(right >= 0.98 * requests, `${right} of ${requests}: ${trial.misses.join('\n')}`);
  });

  it('are never put down to a wrong one with high confidence, nor with any', () => {
    assert.equal(trial.counts.wrongAtHigh, 0);
    assert.equal(trial.counts.wrong, 0, trial.misses.join('\n'));
  });

  it('are put down to none where two sites are equals, which are both named', () => {
    const twins = trial.project.sites.filter(({ twin }) => twin);
    assert.equal(twins.length, 2);
    for (const { request } of twins) {
      const choice = attributed(request(0), trial.registry);
      assert.equal(choice?.site, undefined);
      assert.equal(choice?.attribution.confidence, 'ambiguous');
      assert.equal(choice?.attribution.candidates?.length, 2);
    }
  });
});
