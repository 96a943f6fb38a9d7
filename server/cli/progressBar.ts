const PATIENCE_MS = 1000;
const STEP_MS = 100;
const WIDTH = 24;

const PHASES = { reading: 'Reading', analysing: 'Analysing' } as const;

export type Progress = (phase: keyof typeof PHASES, done: number, total: number) => void;

export interface ProgressBar {
  readonly progress: Progress;
  clear(): void;
}

/** On a terminal, and only when it takes longer than a second. */
export function createProgressBar(stream: NodeJS.WriteStream = process.stderr, now: () => number = () => performance.now()): ProgressBar {
  const started = now();
  let drawn = 0;
  const progress: Progress = (phase, done, total) => {
    if (!stream.isTTY) return;
    const time = now();
    if (time - started < PATIENCE_MS || time - drawn < STEP_MS) return;
    drawn = time;
    const filled = Math.round((WIDTH * done) / Math.max(1, total));
    stream.write(`\r\u001B[K${PHASES[phase]} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${total} files`);
  };
  return {
    progress,
    clear() {
      if (drawn > 0) stream.write('\r\u001B[K');
      drawn = 0;
    },
  };
}
