/**
 * Receivers that nothing is known of: a parameter without a type, an attribute set by a framework, an import that is not in the project.
 *
 * Three members in a row (`chat.completions.create`) with the arguments only this API has are taken for the API. A receiver that is known to be
 * something else (a class of the project, another library's client) never comes here.
 */
import type { CallShape, Sdk } from '../../shared/catalogue/schema.ts';
import type { Language } from '../ir/nodes.ts';
import type { Value } from '../resolve/values.ts';
import { type Arguments, readFirst } from './argumentPath.ts';
import type { Registry } from './registry.ts';

const OPTIONAL = new Set(['beta', 'with_raw_response', 'with_streaming_response', 'withRawResponse', 'aio']);

export interface ByShape {
  readonly sdk: Sdk;
  readonly shape: CallShape;
  fits(args: Arguments): boolean;
}

export function distinctiveChain(registry: Registry, callee: Value, members: readonly string[], language: Language): ByShape | undefined {
  if (!isOpaque(callee)) return undefined;
  const chain = members.filter(name => !OPTIONAL.has(name));
  if (chain.length < 2) return undefined;
  for (let start = 0; start <= chain.length - 2; start++) {
    const method = chain.slice(start).join('.');
    for (const sdk of registry.sdks) {
      for (const client of sdk.clients) {
        for (const shape of client.calls) {
          if (shape.kind !== 'direct' || shape.free || shape.commands || (shape.language && shape.language !== language)) continue;
          if (shape.methods.some(name => name === method && name.includes('.')))
            return { sdk, shape, fits: args => fits(shape, args, method) };
        }
      }
    }
  }
  return undefined;
}

/** Nothing says that it is something else. */
export function isOpaque(callee: Value): boolean {
  // A name that nothing in sight defines, or an import from outside the project that is no known library's.
  if (callee.kind === 'external') return true;
  if (callee.kind === 'param') return callee.declared === undefined && callee.type === undefined;
  if (callee.kind !== 'instance') return false;
  // Made by a name that nothing defines: a global, a class loaded from elsewhere.
  if (!callee.receiver) return !callee.of.includes('.') && !callee.of.includes('/');
  return callee.receiver.kind === 'unknown' || isOpaque(callee.receiver);
}

/** A model and what is asked of it, under the names this API gives them. */
function fits(shape: CallShape, args: Arguments, method: string): boolean {
  const { params } = shape;
  const has = (paths: readonly string[] | undefined) =>
    readFirst(
      args,
      paths?.filter(path => !path.startsWith('@')),
    ).state === 'found';
  if (has(params.model) && (has(params.messages) || has(params.system))) return true;
  return args.own.open !== undefined && method === 'chat.completions.create';
}
