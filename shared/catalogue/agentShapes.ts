/** What most agent frameworks have in common: an object that is set up once and run. */
import type { CallShape, Client, LoopBound, Params } from './schema.ts';

/** A run of an agent, or a request of one of its models. */
export const run = (api: string, methods: readonly string[], params: Params, more: Partial<CallShape> = {}): CallShape => ({
  api,
  kind: 'framework',
  operation: 'agent',
  methods,
  params,
  ...more,
});

/** The place where an agent's settings are written. */
export const config = (api: string, params: Params): NonNullable<Client['construction']> => ({
  api,
  kind: 'config',
  operation: 'agent',
  params,
});

export const bound = (paths: readonly string[], turns: number | null, source: string, more: Partial<LoopBound> = {}): LoopBound => ({
  paths,
  default: turns,
  source,
  ...more,
});
