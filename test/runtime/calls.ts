/** Calls as plain requests, for tests that make many of them. */

export interface ChatCall {
  readonly prompt: string;
  readonly model?: string;
  readonly maxTokens?: number;
  readonly stream?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly more?: object;
  readonly signal?: AbortSignal;
}

/** A chat completion of OpenAI; the body of the reply is not read yet. */
export function chat(
  url: string,
  { prompt, model = 'gpt-4o-mini', maxTokens = 100, stream, headers, more, signal }: ChatCall,
): Promise<Response> {
  return fetch(`${url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer sk-of-the-user', ...headers },
    body: JSON.stringify({
      model,
      temperature: 0,
      max_tokens: maxTokens,
      ...(stream && { stream }),
      ...more,
      messages: [{ role: 'user', content: prompt }],
    }),
    ...(signal && { signal }),
  });
}

/** The most that a call can cost, in nano-dollars, without making it. */
export async function worstCaseOf(url: string, call: ChatCall): Promise<number> {
  const reply = await chat(url, { ...call, headers: { ...call.headers, 'x-farthing-dry-run': '1' } });
  const { worstCase } = (await reply.json()) as { worstCase: { costNanos: number } };
  return worstCase.costNanos;
}
