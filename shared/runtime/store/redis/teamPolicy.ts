/** The limits of a team, as they stand in the book, and as this machine remembers them while Redis is away. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { asNanos } from '../../../money/nanoDollars.ts';
import type { Budget, WindowKind } from '../../budget/budget.ts';
import { type Track, tracksOf } from '../../budget/limits.ts';
import { type Window, windowsIn } from '../../budget/window.ts';

export interface TeamPolicy {
  /** Another book has another generation: one that was lost and begun anew. */
  readonly generation: string;
  readonly version: string;
  /** Credentials are kept as HMACs with it, so that the same key is the same on every machine. */
  readonly salt: Buffer;
  readonly timeZone: string;
  readonly budgets: readonly Budget[];
  readonly tracks: readonly Track[];
  readonly windowAt: (kind: WindowKind, instant: number) => Window;
}

/** `text`: as `policyText` writes it. */
export function readTeamPolicy(generation: string, version: string, salt: string, text: string): TeamPolicy {
  const { timeZone, budgets } = JSON.parse(text) as { timeZone: string; budgets: readonly Omit<Budget, 'shared'>[] };
  const shared = budgets.map(budget => ({
    ...budget,
    ...(budget.money === undefined ? {} : { money: asNanos(budget.money) }),
    shared: true as const,
  }));
  return {
    generation,
    version,
    salt: Buffer.from(salt, 'base64'),
    timeZone,
    budgets: shared,
    tracks: tracksOf(shared),
    windowAt: windowsIn(timeZone),
  };
}

export function policyText({ timeZone, budgets }: Pick<TeamPolicy, 'timeZone' | 'budgets'>): string {
  return JSON.stringify({ timeZone, budgets: budgets.map(({ shared, ...budget }) => budget) });
}

/** Undefined: this machine has not seen the team's store yet. */
export function rememberedPolicy(file: string): TeamPolicy | undefined {
  try {
    const { generation, version, salt, policy } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    return readTeamPolicy(generation as string, version as string, salt as string, policy as string);
  } catch {
    return undefined;
  }
}

/** Replaces the file at once. */
export function rememberPolicy(file: string, policy: TeamPolicy): void {
  const { generation, version, salt } = policy;
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, JSON.stringify({ generation, version, salt: salt.toString('base64'), policy: policyText(policy) }), {
    mode: 0o600,
  });
  renameSync(beside, file);
}
