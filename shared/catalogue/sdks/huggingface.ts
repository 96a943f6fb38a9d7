/** Hugging Face's inference clients (hosted models), and Replicate. Local `transformers` pipelines spend no tokens of anybody's. */
import { compatibleChat } from '../dialects/chatCompletions.ts';
import type { Sdk } from '../schema.ts';

const source =
  'huggingface_hub InferenceClient.chat_completion(max_tokens), .text_generation(max_new_tokens); @huggingface/inference README';

export const huggingface: Sdk = {
  id: 'huggingface',
  title: 'Hugging Face Inference',
  provider: 'unknown',
  modules: { python: ['huggingface_hub'], typescript: ['@huggingface/inference'] },
  hints: ['InferenceClient', 'HfInference'],
  clients: [
    {
      id: 'client',
      names: ['InferenceClient', 'AsyncInferenceClient', 'HfInference'],
      role: 'client',
      positional: ['model'],
      calls: [
        {
          api: 'chat_completion',
          kind: 'direct',
          operation: 'chat',
          methods: ['chat_completion', 'chat.completions.create', 'chatCompletion', 'chatCompletionStream'],
          positional: ['messages'],
          params: { ...compatibleChat(source), model: ['model', '@model'] },
        },
        {
          api: 'text_generation',
          kind: 'direct',
          operation: 'completion',
          methods: ['text_generation', 'textGeneration', 'textGenerationStream'],
          positional: ['prompt'],
          params: {
            model: ['model', '@model'],
            messages: ['prompt', 'inputs'],
            limits: [
              { path: 'max_new_tokens', source },
              { path: 'parameters.max_new_tokens', source },
            ],
          },
        },
        {
          api: 'feature_extraction',
          kind: 'direct',
          operation: 'embedding',
          methods: ['feature_extraction', 'featureExtraction'],
          positional: ['text'],
          params: { model: ['model', '@model'], messages: ['text', 'inputs'] },
        },
      ],
    },
  ],
  source,
};
