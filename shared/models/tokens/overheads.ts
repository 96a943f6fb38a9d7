/** Tokens a provider adds around the texts: roles, separators, the preamble that tells a model how to call tools. */
import type { TokenizerFamily } from '../model.ts';

export interface Overhead {
  readonly perRequest: number;
  readonly perMessage: number;
  /** Once, when there are tools, and for each of them beside its schema. */
  readonly withTools: number;
  readonly perTool: number;
  readonly source: string;
}

const gpt5: Overhead = { perRequest: 5, perMessage: 4, withTools: 24, perTool: 6, source: 'ai-tokenizer 1.0.6, gpt-5' };
const gpt4: Overhead = { perRequest: 3, perMessage: 4, withTools: 9, perTool: 0, source: 'gpt-tokenizer 4.0.0 src/functionCalling.ts' };
const claude: Overhead = { perRequest: 6, perMessage: 2, withTools: 549, perTool: 53, source: 'ai-tokenizer 1.0.6, claude-4.5' };
const nova: Overhead = { ...gpt4, withTools: 394, source: 'ai-tokenizer 1.0.6, nova' };

/** Of a family; the classic chat format where no figure of its own is known. */
export function overheadOf(family: TokenizerFamily): Overhead {
  switch (family) {
    case 'o200k':
      return gpt5;
    case 'claude':
    case 'claude-2026':
      return claude;
    case 'nova':
      return nova;
    default:
      return gpt4;
  }
}

/** Tokens of an image of so many pixels; undefined where no rule is known. */
export function imageTokens(family: TokenizerFamily, width: number, height: number): number | undefined {
  switch (family) {
    case 'claude':
      // platform.claude.com/docs/en/build-with-claude/vision: pixels / 750, scaled down to at most some 1,600.
      return Math.min(1600, Math.ceil((width * height) / 750));
    case 'o200k':
    case 'cl100k':
      return tiled(width, height);
    case 'gemini':
      // Measured by the community for 1024 x 1024 and 4032 x 3024 alike (image-token-cost, 2026).
      return 1090;
    default:
      return undefined;
  }
}

/** OpenAI's rule for gpt-4o: fit into 2048, shorter side to 768, then 85 and 170 for each tile of 512. Newer models count patches and differ. */
function tiled(width: number, height: number): number {
  const fit = Math.min(1, 2048 / Math.max(width, height));
  const shrink = Math.min(1, 768 / (Math.min(width, height) * fit));
  const tiles = (side: number) => Math.ceil((side * fit * shrink) / 512);
  return 85 + 170 * tiles(width) * tiles(height);
}
