import type { Reading } from './guards/reading.ts';
import { telling } from './guards/wording.ts';
import type { Surroundings } from './policy.ts';

/** What is counted of the questions of a partition. */
export class Partition implements Surroundings {
  size = 0;
  readonly #answers = new Map<string, number>();
  readonly #stems = new Map<string, number>();

  add(question: Reading, answer: string | undefined): void {
    this.#count(question, answer, 1);
  }

  remove(question: Reading, answer: string | undefined): void {
    this.#count(question, answer, -1);
  }

  share(answer: string): number {
    return this.size === 0 ? 0 : (this.#answers.get(answer) ?? 0) / this.size;
  }

  readonly rarity = (stem: string): number => Math.log((this.size + 1) / ((this.#stems.get(stem) ?? 0) + 1));

  #count(question: Reading, answer: string | undefined, step: 1 | -1): void {
    this.size += step;
    if (answer !== undefined) bump(this.#answers, answer, step);
    for (const stem of new Set(telling(question))) bump(this.#stems, stem, step);
  }
}

function bump(counts: Map<string, number>, key: string, step: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + step;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
