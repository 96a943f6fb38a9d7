/** Every SDK that Farthing knows. Where two share an import root, the one with the longer root stands first. */
import type { Sdk } from './schema.ts';
import { agentFramework } from './sdks/agentFramework.ts';
import { aisuite } from './sdks/aisuite.ts';
import { anthropic } from './sdks/anthropic.ts';
import { autogen } from './sdks/autogen.ts';
import { azureInference } from './sdks/azureInference.ts';
import { bedrock } from './sdks/bedrock.ts';
import { claudeAgent } from './sdks/claudeAgent.ts';
import { cohere } from './sdks/cohere.ts';
import { crewai } from './sdks/crewai.ts';
import { dashscope } from './sdks/dashscope.ts';
import { dspy } from './sdks/dspy.ts';
import { genkit } from './sdks/genkit.ts';
import { googleAdk } from './sdks/googleAdk.ts';
import { googleGenAi } from './sdks/googleGenAi.ts';
import { googleGenerativeAi } from './sdks/googleGenerativeAi.ts';
import { groq } from './sdks/groq.ts';
import { haystack } from './sdks/haystack.ts';
import { http } from './sdks/http.ts';
import { huggingface } from './sdks/huggingface.ts';
import { instructor } from './sdks/instructor.ts';
import { langchain } from './sdks/langchain/index.ts';
import { langgraph } from './sdks/langgraph.ts';
import { litellm } from './sdks/litellm.ts';
import { llamaindex } from './sdks/llamaindex.ts';
import { llm } from './sdks/llm.ts';
import { mastra } from './sdks/mastra.ts';
import { mistral } from './sdks/mistral.ts';
import { ollama } from './sdks/ollama.ts';
import { openAiClones } from './sdks/openAiClones.ts';
import { openai } from './sdks/openai.ts';
import { openaiAgents } from './sdks/openaiAgents.ts';
import { pydanticAi } from './sdks/pydanticAi.ts';
import { replicate } from './sdks/replicate.ts';
import { semanticKernel } from './sdks/semanticKernel.ts';
import { smolagents } from './sdks/smolagents.ts';
import { strands } from './sdks/strands.ts';
import { tracing } from './sdks/tracing.ts';
import { vercelAi } from './sdks/vercelAi.ts';
import { vertexAi } from './sdks/vertexAi.ts';
import { voyage } from './sdks/voyage.ts';
import { watsonx } from './sdks/watsonx.ts';
import { writer } from './sdks/writer.ts';
import { xai } from './sdks/xai.ts';

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
  azureInference,
  ...openAiClones,
  xai,
  voyage,
  dashscope,
  watsonx,
  replicate,
  writer,
  aisuite,
  llm,
  genkit,
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
  autogen,
  strands,
  haystack,
  mastra,
  semanticKernel,
  smolagents,
  googleAdk,
  agentFramework,
  http,
];
