/** Gemini: generateContent whole and as a stream, the counting of tokens, embeddings. */
import { eventReply, jsonReply, type Received, type Reply, type Said } from '../reply.ts';

const FINISH = { stop: 'STOP', length: 'MAX_TOKENS', filtered: 'SAFETY' } as const;

export function gemini(request: Received, said: Said): Reply | undefined {
  const [, model, operation] = /\/models\/([^/:]+):([a-zA-Z]+)/.exec(request.path) ?? [];
  const piece = (text: string, output: number, finishReason?: string): object => ({
    candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
    usageMetadata: usageOf({ ...said, output }),
    modelVersion: model,
    responseId: 'stand-in',
  });
  const finish = FINISH[said.finish];
  switch (operation) {
    case 'generateContent':
      return jsonReply(piece(said.words.join(''), said.output, finish));
    case 'streamGenerateContent': {
      // Each piece counts what has come by then.
      const last = said.words.length - 1;
      const pieces = said.words.map((word, index) =>
        index === last ? piece(word, said.output, finish) : piece(word, Math.min(index + 1, said.output)),
      );
      return request.path.includes('alt=sse') ? eventReply(pieces.map(one => `data: ${JSON.stringify(one)}\r\n\r\n`)) : jsonReply(pieces);
    }
    case 'countTokens':
      return jsonReply({ totalTokens: said.input });
    case 'embedContent':
      return jsonReply({ embedding: { values: [0.25, -0.5, 1] } });
    case 'batchEmbedContents':
      return jsonReply({ embeddings: [{ values: [0.25, -0.5, 1] }] });
    default:
      return undefined;
  }
}

const usageOf = ({ input, cached, output }: Said): object => ({
  promptTokenCount: input,
  candidatesTokenCount: output,
  totalTokenCount: input + output,
  ...(cached > 0 && { cachedContentTokenCount: cached }),
});
