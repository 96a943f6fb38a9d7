/** How a test in the extension host ended. */
export interface Outcome {
  readonly title: readonly string[];
  readonly error?: string;
}
