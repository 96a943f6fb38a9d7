import type { Figures, Report } from './figures.ts';

/** What, how it is printed, and what is aimed at. */
const ROWS: readonly (readonly [what: string, field: keyof Figures, digits: number, aim: string])[] = [
  ['1 connection, p50 (ms)', 'p50', 2, ''],
  ['1 connection, p99 (ms)', 'p99', 2, ''],
  ['  added p50', 'addedP50', 2, '<= 0.50'],
  ['  added p99', 'addedP99', 2, '<= 3.00'],
  ['first chunk of a stream, added p50 (ms)', 'addedFirstChunk', 2, '<= 1.00'],
  ['50 connections, requests a second', 'requestsPerSecond', 0, '>= 4000, or 4 x portkey'],
  ['50 connections, CPU a request (ms)', 'cpuPerRequest', 3, '<= 0.350'],
  ['answer from the cache, p50 (ms)', 'cacheHitP50', 2, '<= 1.00'],
  ['memory after that (MB)', 'rss', 0, '<= 120'],
];

export function table({ load, rounds, figures, memory, starts, withoutPortkey }: Report): string {
  const names = Object.keys(figures);
  const cell = (figure: number | undefined, digits: number) => (figure === undefined ? '' : figure.toFixed(digits)).padStart(11);
  const rows = ROWS.map(([what, field, digits, aim]) => {
    const cells = names.map(name =>
      name === 'direct' && field.startsWith('added') ? cell(undefined, 0) : cell(figures[name]?.[field], digits),
    );
    return `${what.padEnd(42)}${cells.join('')}   ${aim}`.trimEnd();
  });
  const alone = (what: string, figure: number, digits: number, aim: string) =>
    `${what.padEnd(42)}${names.map(name => (name === 'farthing' ? cell(figure, digits) : cell(undefined, 0))).join('')}   ${aim}`.trimEnd();
  return [
    `Medians of ${rounds} rounds by turns; load average before ${load}${withoutPortkey === undefined ? '' : `; without Portkey: ${withoutPortkey}`}`,
    '',
    `${''.padEnd(42)}${names.map(name => name.padStart(11)).join('')}   aim for farthing`,
    ...rows,
    alone('memory for a request of 2 MB under way (MB)', memory.perHeldRequest, 1, 'the body once, and what was read of it'),
    alone(`start (ms; node alone ${starts.node.toFixed(0)})`, starts.farthing, 0, '<= 300'),
  ].join('\n');
}
