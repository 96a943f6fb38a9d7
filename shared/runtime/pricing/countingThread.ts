/** Counts tokens in a thread of its own: a vocabulary takes some 75 MB and a second to load, and a long text takes time to count. */
import { parentPort } from 'node:worker_threads';
import type { TokenizerFamily } from '../../models/model.ts';
import { createTokenCounter } from '../../models/tokens/tokenCounter.ts';

export interface CountRequest {
  readonly id: number;
  readonly text: string;
  readonly family: TokenizerFamily;
}

export interface CountAnswer {
  readonly id: number;
  readonly tokens: number;
}

const counter = createTokenCounter();

parentPort?.on('message', async ({ id, text, family }: CountRequest) => {
  await counter.load([family]);
  parentPort?.postMessage({ id, tokens: counter.count(text, family).tokens } satisfies CountAnswer);
});
