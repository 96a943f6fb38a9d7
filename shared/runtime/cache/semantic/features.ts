/** What the estimate goes by, each from 0 to about 1. */
export interface Features {
  /** Nearness of the nearest. */
  readonly nearest: number;
  /** Mean nearness of the five nearest with its answer. */
  readonly supporters: number;
  /** By how much they are nearer than the nearest with another answer. */
  readonly margin: number;
  /** Share of the five nearest that have its answer. */
  readonly agreement: number;
  /** Share of what the question's words tell that the supporters' words tell too. */
  readonly coverage: number;
}
