/** Vertex AI's own classes: `vertexai.generative_models`, `@google-cloud/vertexai`, and the PaLM classes before them. */
import type { CallShape, Params, Sdk } from '../schema.ts';
import { chatSession, generativeModel } from './googleGenerativeAi.ts';

const source = 'google-cloud-aiplatform 1.x vertexai/generative_models, vertexai/language_models; @google-cloud/vertexai 1.x';

const palm: Params = {
  model: ['@model_name', '@0'],
  messages: ['prompt', 'message'],
  system: ['context', '@context'],
  limits: [
    { path: 'max_output_tokens', source },
    { path: '@max_output_tokens', source },
  ],
  missingLimit: { sends: 'default', tokens: 128, source: 'vertexai/language_models/_language_models.py _DEFAULT_MAX_OUTPUT_TOKENS = 128' },
  completions: ['candidate_count'],
};

const predict: CallShape = {
  api: 'predict',
  kind: 'direct',
  operation: 'completion',
  methods: ['predict', 'predict_async', 'predict_streaming', 'predict_streaming_async'],
  positional: ['prompt'],
  params: palm,
};

export const vertexAi: Sdk = {
  id: 'vertexai',
  title: 'Vertex AI',
  provider: 'gcp.vertex_ai',
  modules: { python: ['vertexai', 'google.cloud.aiplatform'], typescript: ['@google-cloud/vertexai'] },
  hints: ['vertexai'],
  clients: [
    generativeModel,
    chatSession,
    {
      id: 'client',
      language: 'typescript',
      names: ['VertexAI'],
      role: 'client',
      transparent: ['preview'],
      factories: [{ methods: ['getGenerativeModel'], client: 'model' }],
      calls: [],
    },
    {
      id: 'text',
      language: 'python',
      names: ['TextGenerationModel.from_pretrained', 'CodeGenerationModel.from_pretrained'],
      role: 'client',
      calls: [predict],
    },
    {
      id: 'palmChatModel',
      language: 'python',
      names: ['ChatModel.from_pretrained', 'CodeChatModel.from_pretrained'],
      role: 'client',
      factories: [{ methods: ['start_chat'], client: 'palmChat' }],
      calls: [],
    },
    {
      id: 'palmChat',
      language: 'python',
      names: [],
      role: 'client',
      calls: [
        {
          ...predict,
          api: 'send_message',
          operation: 'chat',
          methods: ['send_message', 'send_message_async', 'send_message_streaming'],
          positional: ['message'],
        },
      ],
    },
    {
      id: 'embedding',
      language: 'python',
      names: ['TextEmbeddingModel.from_pretrained', 'MultiModalEmbeddingModel.from_pretrained'],
      role: 'client',
      calls: [
        {
          api: 'get_embeddings',
          kind: 'direct',
          operation: 'embedding',
          methods: ['get_embeddings', 'get_embeddings_async'],
          positional: ['texts'],
          params: { model: ['@model_name', '@0'], messages: ['texts'] },
        },
      ],
    },
    {
      id: 'image',
      language: 'python',
      names: ['ImageGenerationModel.from_pretrained'],
      role: 'client',
      calls: [
        {
          api: 'generate_images',
          kind: 'direct',
          operation: 'image',
          methods: ['generate_images', 'edit_image'],
          positional: ['prompt'],
          params: { model: ['@model_name', '@0'], messages: ['prompt'] },
        },
      ],
    },
  ],
  source,
};
