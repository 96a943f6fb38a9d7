/** Figures as text. */
import type { Interval } from '../../../shared/runtime/cache/semantic/interval.ts';
import type { IntentFigures } from './intents.ts';
import type { PairFigures, Share } from './pairs.ts';
import type { Speed } from './speed.ts';

export function intentTable({ set, cached, methods }: IntentFigures): string {
  const rows = Object.entries(methods).map(([method, { asked, served, wrong, hitRate, wrongRate, wrongInterval }]) => [
    method,
    `${percent(hitRate)} % ${served}/${asked}`,
    wrongRate === undefined ? '-' : `${percent(wrongRate)} % ${wrong}/${served}`,
    wrongRate === undefined ? '' : between(wrongInterval),
  ]);
  return table([`${set}, ${cached} cached`, 'answered', 'wrong among them', '95 %'], rows);
}

export function pairTable({ set, methods }: PairFigures): string {
  const rows = Object.entries(methods).map(([method, { same, different, wrong }]) => [
    method,
    shareText(same),
    shareText(different),
    different.of === 0 ? '' : between(different.interval),
    shareText(wrong),
  ]);
  return table([set, 'same served', 'different served', '95 %', 'different among served'], rows);
}

export const speedLine = ({ embedding, hitPath, hitPathCpu }: Speed): string =>
  `a question embedded in ${embedding.p50} ms (p95 ${embedding.p95}), answered from 10,000 in ${hitPath.p50} ms (p95 ${hitPath.p95}), ${hitPathCpu} ms of CPU`;

const shareText = ({ of, served, share }: Share): string => (share === undefined ? '-' : `${percent(share)} % ${served}/${of}`);
const between = ({ low, high }: Interval): string => `${percent(low)} to ${percent(high)} %`;
const percent = (share: number): string => (share * 100).toFixed(1);

/** In Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
