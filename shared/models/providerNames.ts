/** How providers are named outside this project: prefixes of model strings, hosts of base URLs, beginnings of bare ids. */
import type { Provider } from '../catalogue/schema.ts';

export interface NamedProvider {
  readonly provider: Provider;
  /** A server of the user's own: no price per token. */
  readonly local?: string;
  /** A reseller whose price list is not here. */
  readonly unpriced?: string;
  /** Only before this separator; before the other one it is something else. */
  readonly separator?: ':' | '/';
}

const local = (title: string): NamedProvider => ({ provider: 'ollama', local: title });
const unpriced = (title: string): NamedProvider => ({ provider: 'unknown', unpriced: title });
const named = (provider: Provider): NamedProvider => ({ provider });

/**
 * What stands before `/` or `:` in a model string: LiteLLM (`bedrock/us...`), LangChain's `init_chat_model` (`google_genai:gemini...`),
 * pydantic-ai (`google-gla:...`), Vercel's gateway and registry (`openai/gpt-5`), OpenRouter (`anthropic/claude...`).
 */
export const prefixes: Readonly<Record<string, NamedProvider>> = {
  openai: named('openai'),
  'openai-chat': named('openai'),
  'openai-responses': named('openai'),
  text_completion_openai: named('openai'),
  azure: named('azure.ai.openai'),
  azure_ai: named('azure.ai.openai'),
  azure_openai: named('azure.ai.openai'),
  anthropic: named('anthropic'),
  bedrock: named('aws.bedrock'),
  bedrock_converse: named('aws.bedrock'),
  'amazon-bedrock': named('aws.bedrock'),
  gemini: named('gcp.gemini'),
  google: named('gcp.gemini'),
  google_genai: named('gcp.gemini'),
  'google-gla': named('gcp.gemini'),
  vertex: named('gcp.vertex_ai'),
  vertex_ai: named('gcp.vertex_ai'),
  vertexai: named('gcp.vertex_ai'),
  google_vertexai: named('gcp.vertex_ai'),
  google_anthropic_vertex: named('gcp.vertex_ai'),
  'google-vertex': named('gcp.vertex_ai'),
  mistral: named('mistral_ai'),
  // `mistralai/...` is the organisation at Hugging Face, whose models many hosts run.
  mistralai: { provider: 'mistral_ai', separator: ':' },
  cohere: named('cohere'),
  cohere_chat: named('cohere'),
  groq: named('groq'),
  deepseek: named('deepseek'),
  xai: named('x_ai'),
  'x-ai': named('x_ai'),
  grok: named('x_ai'),
  perplexity: named('perplexity'),
  openrouter: named('openrouter'),
  ollama: local('Ollama'),
  ollama_chat: local('Ollama'),
  vllm: local('vLLM'),
  hosted_vllm: local('vLLM'),
  lm_studio: local('LM Studio'),
  llamafile: local('llamafile'),
  llama_cpp: local('llama.cpp'),
  together: unpriced('Together'),
  together_ai: unpriced('Together'),
  fireworks: unpriced('Fireworks'),
  fireworks_ai: unpriced('Fireworks'),
  huggingface: unpriced('Hugging Face'),
  replicate: unpriced('Replicate'),
  deepinfra: unpriced('DeepInfra'),
  cerebras: unpriced('Cerebras'),
  sagemaker: unpriced('SageMaker, which is billed by the hour'),
  watsonx: unpriced('watsonx'),
  databricks: unpriced('Databricks'),
  nvidia_nim: unpriced('NVIDIA NIM'),
  github: unpriced('GitHub Models'),
};

const hosts: readonly (readonly [host: RegExp, NamedProvider])[] = [
  [/(^|\.)api\.openai\.com$/, named('openai')],
  [/\.openai\.azure\.com$|\.cognitiveservices\.azure\.com$/, named('azure.ai.openai')],
  [/(^|\.)api\.anthropic\.com$/, named('anthropic')],
  [/^bedrock-runtime[.-].*amazonaws\.com/, named('aws.bedrock')],
  [/^generativelanguage\.googleapis\.com$/, named('gcp.gemini')],
  [/aiplatform\.googleapis\.com$/, named('gcp.vertex_ai')],
  [/^api\.mistral\.ai$/, named('mistral_ai')],
  [/^api\.cohere\.(ai|com)$/, named('cohere')],
  [/^api\.groq\.com$/, named('groq')],
  [/^api\.deepseek\.com$/, named('deepseek')],
  [/^api\.x\.ai$/, named('x_ai')],
  [/^api\.perplexity\.ai$/, named('perplexity')],
  [/(^|\.)openrouter\.ai$/, named('openrouter')],
  [/^api\.together\.(xyz|ai)$/, unpriced('Together')],
  [/^api\.fireworks\.ai$/, unpriced('Fireworks')],
  [/(^|\.)huggingface\.co$/, unpriced('Hugging Face')],
  [/^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|ollama|vllm)$/, local('a server of your own')],
  [/^(10|192\.168|172\.(1[6-9]|2\d|3[01]))(\.\d+){2,3}$|\.local$|\.internal$/, local('a server of your own')],
];

/** Whose prices hold for requests to this base URL; undefined for a host that is not known (a gateway, a proxy). */
export function providerOfUrl(url: string): NamedProvider | undefined {
  const host = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(url)?.[1]?.toLowerCase();
  if (host === undefined || host === '') return undefined;
  return hosts.find(([pattern]) => pattern.test(host))?.[1];
}

/** Who makes a model that is named without its provider. A name with a slash is somebody's at a hub, whose models many hosts run. */
const makers: readonly (readonly [id: RegExp, Provider])[] = [
  [/^(gpt-|o[134](-|$)|chatgpt-|codex-|text-embedding-(3|ada)|davinci|babbage|ft:)/, 'openai'],
  [/^claude/, 'anthropic'],
  [/^(gemini|gemma|text-embedding-00|embedding-00)/, 'gcp.gemini'],
  [/^(mistral|open-mi[sx]tral|codestral|ministral|pixtral|devstral|magistral|voxtral)/, 'mistral_ai'],
  [/^(command|embed-|rerank-|c4ai-)/, 'cohere'],
  [/^deepseek-/, 'deepseek'],
  [/^grok-/, 'x_ai'],
  [/^sonar/, 'perplexity'],
  [/^(us\.|eu\.|apac\.|jp\.|au\.|global\.)?(anthropic|amazon|meta|cohere|ai21|mistral|deepseek|writer|qwen|openai)\./, 'aws.bedrock'],
];

export function makerOf(id: string): Provider | undefined {
  return id.includes('/') ? undefined : makers.find(([pattern]) => pattern.test(id))?.[1];
}
