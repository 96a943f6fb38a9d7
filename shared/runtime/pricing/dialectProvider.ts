/** Whose prices hold at an upstream that the configuration says nothing of. */
import type { Provider } from '../../catalogue/schema.ts';
import type { DialectName } from '../dialects/dialect.ts';

export const DIALECT_PROVIDER: Readonly<Record<DialectName, Provider>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  bedrock: 'aws.bedrock',
  gemini: 'gcp.gemini',
};
