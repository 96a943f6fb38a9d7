/** What a ranking of requests is worth: who is sent to the strong model first. The measures are those of RouteLLM (arXiv 2406.18665). */

export interface Judged {
  /** 1: answered correctly. */
  readonly weak: number;
  readonly strong: number;
}

export interface RoutingFigures {
  readonly requests: number;
  readonly weakAccuracy: number;
  readonly strongAccuracy: number;
  /** Average share of the gap between the models that is recovered, over all shares of calls to the strong one; random: 0.5. */
  readonly apgr: number;
  /** Share of calls to the strong model that recovers so much of the gap. */
  readonly cpt50: number;
  readonly cpt80: number;
  /** Share of the money saved where that share of the strong model's accuracy is kept. */
  readonly savingAt95: number;
  readonly savingAt98: number;
}

/** What the strong model costs for 1 of the weak one. */
const PRICE_RATIO = 16;

/** `scores`: the higher, the sooner to the strong model. Equal ones are taken in proportion. `cascade`: the weak model is always asked first, and paid for. */
export function figuresOf(judged: readonly Judged[], scores: readonly number[], cascade = false): RoutingFigures {
  const requests = judged.length;
  const weakAccuracy = meanOf(judged.map(({ weak }) => weak));
  const strongAccuracy = meanOf(judged.map(({ strong }) => strong));
  const accuracy = accuracyByShare(judged, scores, weakAccuracy);
  const recovered = accuracy.map(value => (value - weakAccuracy) / (strongAccuracy - weakAccuracy));
  const shareWhere = (reaches: (at: number) => boolean) => {
    for (let at = 0; at <= requests; at++) if (reaches(at)) return at / requests;
    return 1;
  };
  const savingAt = (kept: number) => {
    const share = shareWhere(at => (accuracy[at] as number) >= kept * strongAccuracy);
    const spent = share + (cascade ? 1 / PRICE_RATIO : (1 - share) / PRICE_RATIO);
    return Math.max(0, 1 - spent);
  };
  let area = 0;
  for (let at = 1; at <= requests; at++) area += ((recovered[at - 1] as number) + (recovered[at] as number)) / 2 / requests;
  return {
    requests,
    weakAccuracy,
    strongAccuracy,
    apgr: area,
    cpt50: shareWhere(at => (recovered[at] as number) >= 0.5),
    cpt80: shareWhere(at => (recovered[at] as number) >= 0.8),
    savingAt95: savingAt(0.95),
    savingAt98: savingAt(0.98),
  };
}

/** By the number of requests sent to the strong model. */
function accuracyByShare(judged: readonly Judged[], scores: readonly number[], weakAccuracy: number): number[] {
  const order = [...judged.keys()].sort((one, other) => (scores[other] as number) - (scores[one] as number));
  const accuracy = [weakAccuracy];
  let right = weakAccuracy * judged.length;
  for (let at = 0; at < order.length; ) {
    let end = at;
    let gain = 0;
    for (; end < order.length && scores[order[end] as number] === scores[order[at] as number]; end++) {
      const { weak, strong } = judged[order[end] as number] as Judged;
      gain += strong - weak;
    }
    for (let step = at; step < end; step++) {
      right += gain / (end - at);
      accuracy.push(right / judged.length);
    }
    at = end;
  }
  return accuracy;
}

/** All requests alike: every share recovers its share. */
export const randomScores = (judged: readonly Judged[]): number[] => judged.map(() => 0);

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
