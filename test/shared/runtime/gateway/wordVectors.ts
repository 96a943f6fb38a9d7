/** An embeddings endpoint without a model: texts lie near each other by the words and parts of words that they share. */
import type { RequestListener } from 'node:http';
import { bodyOf } from './rig.ts';

const DIMENSIONS = 256;

function wordVector(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    for (const part of [word, word, word.slice(0, 4)]) {
      let place = 7;
      for (const letter of part) place = (place * 31 + letter.charCodeAt(0)) % 65_521;
      vector[place % DIMENSIONS] = (vector[place % DIMENSIONS] as number) + 1;
    }
  }
  return vector;
}

const EMBEDDING_TOKENS = 3;

export const embeds: RequestListener = async (request, response) => {
  const { input } = JSON.parse((await bodyOf(request)).toString('utf8')) as { input: string[] };
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: wordVector(text) }));
  const body = JSON.stringify({
    object: 'list',
    data,
    model: 'text-embedding-3-small',
    usage: { prompt_tokens: EMBEDDING_TOKENS * input.length, total_tokens: EMBEDDING_TOKENS * input.length },
  });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
};
