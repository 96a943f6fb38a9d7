/** Every SDK that Farthing knows. Where two share an import root, the one with the longer root stands first. */
import type { Sdk } from './schema.ts';
import { agentFrameworks } from './sdks/agentFrameworks.ts';
import { anthropic } from './sdks/anthropic.ts';
import { bedrock } from './sdks/bedrock.ts';
import { claudeAgent } from './sdks/claudeAgent.ts';
import { cohere } from './sdks/cohere.ts';
import { crewai } from './sdks/crewai.ts';
import { dspy } from './sdks/dspy.ts';
import { googleGenAi } from './sdks/googleGenAi.ts';
import { googleGenerativeAi } from './sdks/googleGenerativeAi.ts';
import { groq } from './sdks/groq.ts';
import { http } from './sdks/http.ts';
import { huggingface } from './sdks/huggingface.ts';
import { instructor } from './sdks/instructor.ts';
import { langchain } from './sdks/langchain/index.ts';
import { langgraph } from './sdks/langgraph.ts';
import { litellm } from './sdks/litellm.ts';
import { llamaindex } from './sdks/llamaindex.ts';
import { mistral } from './sdks/mistral.ts';
import { ollama } from './sdks/ollama.ts';
import { openAiClones } from './sdks/openAiClones.ts';
import { openai } from './sdks/openai.ts';
import { openaiAgents } from './sdks/openaiAgents.ts';
import { pydanticAi } from './sdks/pydanticAi.ts';
import { tracing } from './sdks/tracing.ts';
import { vercelAi } from './sdks/vercelAi.ts';
import { vertexAi } from './sdks/vertexAi.ts';

export const catalogue: readonly Sdk[] = [
  openaiAgents,
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
  huggingface,
  litellm,
  ollama,
  instructor,
  tracing,
  langgraph,
  langchain,
  llamaindex,
  vercelAi,
  pydanticAi,
  crewai,
  dspy,
  claudeAgent,
  ...agentFrameworks,
  http,
];
