/** Tracing libraries: what they wrap stays what it was. */
import type { Sdk } from '../schema.ts';

export const tracing: Sdk = {
  id: 'tracing',
  title: 'Tracing wrappers (LangSmith, Langfuse, Braintrust, Helicone, Weave)',
  provider: 'unknown',
  modules: {
    python: ['langsmith', 'langfuse', 'braintrust', 'weave', 'opik', 'laminar', 'lmnr'],
    typescript: ['langsmith', 'langfuse', '@langfuse/openai', 'braintrust', 'weave', 'opik-openai', '@posthog/ai/vercel'],
  },
  clients: [
    {
      id: 'wrapper',
      names: [
        'wrap_openai',
        'wrap_anthropic',
        'wrap_gemini',
        'wrap_litellm',
        'wrapOpenAI',
        'wrapAnthropic',
        'wrapAISDK',
        'wrapSDK',
        'wrapAISDKModel',
        'wrapOpenAIv4',
        'observeOpenAI',
        'trackOpenAI',
        'track_openai',
        'track_anthropic',
      ],
      wraps: ['0', 'client'],
      calls: [],
    },
  ],
  source: 'langsmith wrappers, langfuse observeOpenAI, braintrust wrapOpenAI: their READMEs',
};
