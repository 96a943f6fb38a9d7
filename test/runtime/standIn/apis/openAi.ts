/** OpenAI: Chat Completions, Responses, Completions, Embeddings. */
import { eventReply, jsonReply, type Received, type Reply, type Said } from '../reply.ts';

const HEADERS = { 'x-request-id': 'req_stand_in', 'openai-processing-ms': '7' };
const CREATED = 1_790_000_000;
const FINISH = { stop: 'stop', length: 'length', filtered: 'content_filter' } as const;

export function openAi(request: Received, said: Said): Reply | undefined {
  const path = request.path.split('?', 1)[0] as string;
  if (path.endsWith('/chat/completions')) return chat(request, said);
  if (path.endsWith('/responses')) return responses(request, said);
  if (path.endsWith('/completions')) return completions(request, said);
  if (path.endsWith('/embeddings')) return embeddings(request, said);
  if (path.endsWith('/models')) return jsonReply({ object: 'list', data: [{ id: 'gpt-4o-mini', object: 'model' }] }, 200, HEADERS);
  return undefined;
}

const data = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

const chatUsage = ({ input, cached, output }: Said): object => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
  prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
});

function chat({ json }: Received, said: Said): Reply {
  const about = { created: CREATED, model: json.model, service_tier: 'default', system_fingerprint: 'fp_stand_in' };
  const answers = Array.from({ length: Number(json.n ?? 1) }, (_, index) => index);
  const finish_reason = FINISH[said.finish];
  if (json.stream !== true) {
    const message = { role: 'assistant', content: said.words.join(''), refusal: null, annotations: [] };
    const choices = answers.map(index => ({ index, message, logprobs: null, finish_reason }));
    return jsonReply({ id: 'chatcmpl-stand-in', object: 'chat.completion', ...about, choices, usage: chatUsage(said) }, 200, HEADERS);
  }
  const tellsUsage = (json.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
  const chunk = (choices: readonly object[], usage: object | null = null): string =>
    data({ id: 'chatcmpl-stand-in', object: 'chat.completion.chunk', ...about, choices, ...(tellsUsage && { usage }) });
  const piece = (delta: object, end: string | null = null) =>
    chunk(answers.map(index => ({ index, delta, logprobs: null, finish_reason: end })));
  return eventReply(
    [
      piece({ role: 'assistant', content: '', refusal: null }),
      ...said.words.map(content => piece({ content })),
      piece({}, finish_reason),
      ...(tellsUsage ? [chunk([], chatUsage(said))] : []),
      'data: [DONE]\n\n',
    ],
    HEADERS,
  );
}

function responses({ json }: Received, said: Said): Reply {
  const text = said.words.join('');
  const part = { type: 'output_text', text, annotations: [], logprobs: [] };
  const item = { id: 'msg_stand_in', type: 'message', status: 'completed', role: 'assistant', content: [part] };
  const status = said.finish === 'stop' ? 'completed' : 'incomplete';
  const reason = said.finish === 'length' ? 'max_output_tokens' : 'content_filter';
  const response = {
    id: 'resp_stand_in',
    object: 'response',
    created_at: CREATED,
    status,
    error: null,
    incomplete_details: status === 'completed' ? null : { reason },
    instructions: json.instructions ?? null,
    model: json.model,
    output: [item],
    parallel_tool_calls: true,
    service_tier: 'default',
    tool_choice: 'auto',
    tools: [],
    usage: {
      input_tokens: said.input,
      input_tokens_details: { cached_tokens: said.cached },
      output_tokens: said.output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: said.input + said.output,
    },
  };
  if (json.stream !== true) return jsonReply(response, 200, HEADERS);
  const begun = { ...response, status: 'in_progress', output: [], usage: null, incomplete_details: null };
  const at = { item_id: item.id, output_index: 0, content_index: 0 };
  const events: readonly (readonly [string, object])[] = [
    ['response.created', { response: begun }],
    ['response.in_progress', { response: begun }],
    ['response.output_item.added', { output_index: 0, item: { ...item, status: 'in_progress', content: [] } }],
    ['response.content_part.added', { ...at, part: { ...part, text: '' } }],
    ...said.words.map(delta => ['response.output_text.delta', { ...at, delta, logprobs: [] }] as const),
    ['response.output_text.done', { ...at, text, logprobs: [] }],
    ['response.content_part.done', { ...at, part }],
    ['response.output_item.done', { output_index: 0, item }],
    [`response.${status}`, { response }],
  ];
  return eventReply(
    events.map(([type, fields], index) => `event: ${type}\n${data({ type, sequence_number: index, ...fields })}`),
    HEADERS,
  );
}

function completions({ json }: Received, said: Said): Reply {
  const about = { id: 'cmpl-stand-in', object: 'text_completion', created: CREATED, model: json.model };
  const choice = (text: string, finish_reason: string | null) => ({ index: 0, text, logprobs: null, finish_reason });
  const finish = FINISH[said.finish];
  if (json.stream !== true)
    return jsonReply({ ...about, choices: [choice(said.words.join(''), finish)], usage: chatUsage(said) }, 200, HEADERS);
  const tellsUsage = (json.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
  const usage = tellsUsage ? [data({ ...about, choices: [], usage: chatUsage(said) })] : [];
  const pieces = said.words.map((word, index) =>
    data({ ...about, choices: [choice(word, index + 1 === said.words.length ? finish : null)] }),
  );
  return eventReply([...pieces, ...usage, 'data: [DONE]\n\n'], HEADERS);
}

function embeddings({ json }: Received, said: Said): Reply {
  const inputs = Array.isArray(json.input) ? json.input : [json.input];
  const vector = Buffer.from(new Float32Array([0.25, -0.5, 1]).buffer).toString('base64');
  const data = inputs.map((_, index) => ({
    object: 'embedding',
    index,
    embedding: json.encoding_format === 'base64' ? vector : [0.25, -0.5, 1],
  }));
  const usage = { prompt_tokens: said.input, total_tokens: said.input };
  return jsonReply({ object: 'list', data, model: json.model, usage }, 200, HEADERS);
}
