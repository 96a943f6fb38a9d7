/** Fees for tools that run at the provider, for one use. Other charged tools have no fee by the use, or none that is known. */
import type { Provider } from '../../catalogue/schema.ts';
import { fromDollars, type NanoDollars } from '../../money/nanoDollars.ts';

const FEES: Readonly<Partial<Record<Provider, Readonly<Record<string, NanoDollars>>>>> = {
  // $10 for 1,000 searches (platform.claude.com/docs/en/about-claude/pricing, read 2026-10-08).
  anthropic: { web_search: fromDollars(0.01) },
  // $10 and $2.50 for 1,000 calls (@pydantic/genai-prices 0.1.8, web_searches_kcount and storage_searches_kcount).
  openai: { web_search: fromDollars(0.01), file_search: fromDollars(0.0025) },
};

/** Undefined where it is not known what a use costs. */
export function toolFee(provider: Provider, tool: string): NanoDollars | undefined {
  return FEES[provider]?.[tool];
}
