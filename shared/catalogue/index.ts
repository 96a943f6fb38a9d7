/** Every SDK that Farthing knows. Where two share an import root, the one with the longer root stands first. */
import type { Sdk } from './schema.ts';
import { anthropic } from './sdks/anthropic.ts';
import { bedrock } from './sdks/bedrock.ts';
import { cohere } from './sdks/cohere.ts';
import { googleGenAi } from './sdks/googleGenAi.ts';
import { googleGenerativeAi } from './sdks/googleGenerativeAi.ts';
import { groq } from './sdks/groq.ts';
import { langchain } from './sdks/langchain/index.ts';
import { langgraph } from './sdks/langgraph.ts';
import { litellm } from './sdks/litellm.ts';
import { mistral } from './sdks/mistral.ts';
import { ollama } from './sdks/ollama.ts';
import { openAiClones } from './sdks/openAiClones.ts';
import { openai } from './sdks/openai.ts';
import { vertexAi } from './sdks/vertexAi.ts';

export const catalogue: readonly Sdk[] = [
  openai,
  anthropic,
  bedrock,
  googleGenAi,
  googleGenerativeAi,
  vertexAi,
  mistral,
  cohere,
  groq,
  ...openAiClones,
  litellm,
  ollama,
  langgraph,
  langchain,
];
