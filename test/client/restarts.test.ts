import assert from 'node:assert/strict';
import { restartDelay } from '../../client/restarts.ts';

describe('a server that dies', () => {
  const minutes = (...times: number[]) => times.map(time => time * 60_000);

  for (const [what, deaths, delay] of [
    ['the first time is started again at once', minutes(10), 0],
    ['a second time is given a moment', minutes(10, 10.1), 500],
    ['again and again waits twice as long each time', minutes(10, 10.1, 10.2, 10.3, 10.4), 4_000],
    ['a sixth time within three minutes stays down', minutes(10, 10.1, 10.2, 10.3, 10.4, 10.5), undefined],
    ['long after the last time is started again at once', minutes(1, 2, 3, 4, 5, 60), 0],
  ] as const) {
    it(what, () => assert.equal(restartDelay(deaths), delay));
  }
});
