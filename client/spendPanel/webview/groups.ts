/** Groups of calls, the dearest first, and the rest in one. */
import type { SpendFigures } from '../../../shared/protocol/spend.ts';
import { addFigures, NOTHING_SPENT } from '../../../shared/protocol/spendFigures.ts';

export interface GroupRow {
  /** Null: calls that have none. Undefined: the rest. */
  readonly name: string | null | undefined;
  /** How many groups it is. */
  readonly groups: number;
  readonly figures: SpendFigures;
  /** Thousandths of what all have cost. */
  readonly share: number;
}

/** All figures of the rows together are those of the groups. */
export function groupRows(groups: ReadonlyMap<string | null, SpendFigures>, most: number): GroupRow[] {
  const sorted = [...groups].sort(([, a], [, b]) => b.cost - a.cost || b.calls - a.calls);
  const total = sorted.reduce((sum, [, { cost }]) => sum + cost, 0);
  const row = (name: GroupRow['name'], figures: SpendFigures, count: number): GroupRow => ({
    name,
    groups: count,
    figures,
    share: total === 0 ? 0 : Math.round((figures.cost / total) * 1000),
  });
  const rest = sorted.slice(most).map(([, figures]) => figures);
  const rows = sorted.slice(0, most).map(([name, figures]) => row(name, figures, 1));
  return rest.length === 0 ? rows : [...rows, row(undefined, rest.reduce(addFigures, NOTHING_SPENT), rest.length)];
}

/** Whole per cent of the input that the provider read from its prompt cache; undefined where there was no input. */
export function cachedPercent({ input, cached }: SpendFigures): number | undefined {
  return input === 0 ? undefined : Math.floor((cached * 100) / input);
}
