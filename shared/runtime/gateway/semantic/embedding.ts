/** Vectors from the embeddings of an upstream: calls of ours, on behalf of a request, admitted and charged like its own. */
import type { EmbedByNetwork } from '../../cache/semantic/semanticCache.ts';
import type { EmbedderSettings } from '../../settings.ts';
import type { Intake } from '../intake.ts';
import { ownCall } from '../ownCall.ts';
import type { Parts } from '../parts.ts';

const PATH = '/v1/embeddings';

export function embedder(intake: Intake, settings: EmbedderSettings, parts: Parts): EmbedByNetwork {
  if (settings.kind !== 'endpoint') return () => Promise.reject(new Error('the embedder is on this machine'));
  const upstream = parts.settings.upstreams.get(settings.upstream);
  const { named } = intake.head;
  const key = settings.key === undefined ? undefined : process.env[settings.key];
  // A key goes nowhere but to the upstream that its request goes to.
  const authorization = key ? `Bearer ${key}` : upstream?.name === intake.upstream.name ? named.authorization : undefined;
  return async texts => {
    if (!upstream) throw new Error(`there is no upstream "${settings.upstream}"`);
    const body = { model: settings.model, input: texts };
    const reply = await ownCall(
      { upstream, path: PATH, body, purpose: 'embedding', ...(authorization !== undefined && { authorization }) },
      intake,
      parts,
    );
    return vectorsIn(reply, texts.length);
  };
}

function vectorsIn(reply: Buffer, count: number): readonly number[][] {
  let data: { readonly index?: number; readonly embedding?: unknown }[] = [];
  try {
    data = (JSON.parse(reply.toString('utf8')) as { data: typeof data }).data;
  } catch {
    // As if it were empty.
  }
  const vectors = [...data].sort((one, other) => (one.index ?? 0) - (other.index ?? 0)).map(({ embedding }) => embedding);
  if (vectors.length !== count || !vectors.every(Array.isArray)) throw new Error('the embedder did not answer with a vector for each text');
  return vectors as number[][];
}
