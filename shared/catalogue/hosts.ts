/** Whose API answers at a base URL. */
import type { Provider } from './schema.ts';

const hosts: readonly { readonly host: RegExp; readonly provider: Provider }[] = [
  { host: /\.openai\.azure\.com|\.cognitiveservices\.azure\.com|\.services\.ai\.azure\.com/, provider: 'azure.ai.openai' },
  { host: /api\.openai\.com/, provider: 'openai' },
  { host: /api\.anthropic\.com/, provider: 'anthropic' },
  { host: /bedrock(?:-runtime|-mantle)?[\w.-]*\.(?:amazonaws|api)\.(?:com|aws)/, provider: 'aws.bedrock' },
  { host: /generativelanguage\.googleapis\.com/, provider: 'gcp.gemini' },
  { host: /aiplatform\.googleapis\.com/, provider: 'gcp.vertex_ai' },
  { host: /api\.mistral\.ai/, provider: 'mistral_ai' },
  { host: /api\.cohere\.(?:ai|com)/, provider: 'cohere' },
  { host: /api\.groq\.com/, provider: 'groq' },
  { host: /api\.deepseek\.com/, provider: 'deepseek' },
  { host: /api\.x\.ai/, provider: 'x_ai' },
  { host: /api\.perplexity\.ai/, provider: 'perplexity' },
  { host: /openrouter\.ai/, provider: 'openrouter' },
  { host: /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal|ollama):11434/, provider: 'ollama' },
];

/** The provider behind a base URL; 'unknown' for any other host. */
export function providerAt(url: string): Provider {
  return hosts.find(({ host }) => host.test(url))?.provider ?? 'unknown';
}
