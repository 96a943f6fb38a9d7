/** Which upstream a path means. Paths are never decoded nor tidied: what comes behind the prefix goes upstream byte for byte. */
import type { Upstream } from '../settings.ts';

export type Route = { readonly upstream: Upstream; readonly path: string } | { readonly control: string } | { readonly unknown: string };

const BUILT_IN = ['openai', 'anthropic', 'bedrock', 'gemini'];
const CONTROL = '/_farthing/';
const NAMED = '/up/';

export function routeOf(target: string, upstreams: ReadonlyMap<string, Upstream>): Route {
  if (target.startsWith(CONTROL)) return { control: target.slice(CONTROL.length).split('?', 1)[0] as string };
  const start = target.startsWith(NAMED) ? NAMED.length : 1;
  const end = endOfSegment(target, start);
  const name = target.slice(start, end);
  const upstream = start === 1 && !BUILT_IN.includes(name) ? undefined : upstreams.get(name);
  if (!upstream) return { unknown: start === 1 ? unknownPrefix() : unknownName(upstreams) };
  const rest = target.slice(end);
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return { upstream, path: name === 'anthropic' && start === 1 ? withVersion(path) : path };
}

/**
 * `ANTHROPIC_BASE_URL` is taken for an address without the version by Anthropic's SDKs and for one with it by the AI SDK (@ai-sdk/anthropic 4.0,
 * `normalizeBaseURL`), which then asks for `/messages`. Anthropic has no path without a version, so both can be meant by one address.
 */
function withVersion(path: string): string {
  return /^\/v\d/.test(path) ? path : `/v1${path}`;
}

function endOfSegment(target: string, start: number): number {
  for (let at = start; at < target.length; at++) if (target[at] === '/' || target[at] === '?') return at;
  return target.length;
}

function unknownPrefix(): string {
  return `no upstream here. Paths begin with ${BUILT_IN.map(name => `/${name}/`).join(', ')} or /up/NAME/.`;
}

/** Nothing of a request is repeated in an answer: it may be a secret in the wrong place. */
function unknownName(upstreams: ReadonlyMap<string, Upstream>): string {
  return `no upstream of this name. Known are ${[...upstreams.keys()].join(', ')}; add it to runtime.upstreams in your own configuration.`;
}
