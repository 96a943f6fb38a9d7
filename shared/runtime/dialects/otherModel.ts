/** The same request to another model: nothing but the model's name is changed. */
import type { WireRequest } from './dialect.ts';
import { findMember } from './memberEdit.ts';

const MODEL = Buffer.from('"model"');

/** Where the body names it. Undefined: it does not. */
export function withModelInBody(request: WireRequest, model: string): WireRequest | undefined {
  const { body } = request;
  const member = findMember(body, 0, MODEL);
  if (!member) return undefined;
  const { start, end } = member.value;
  return { ...request, body: Buffer.concat([body.subarray(0, start), Buffer.from(JSON.stringify(model)), body.subarray(end)]) };
}

/** Where the path names it. `written`: the piece of the path that is the name, as it stands there. */
export function withModelInPath(request: WireRequest, written: string | undefined, model: string): WireRequest | undefined {
  if (written === undefined) return undefined;
  const at = request.path.indexOf(written);
  return { ...request, path: `${request.path.slice(0, at)}${encodeURIComponent(model)}${request.path.slice(at + written.length)}` };
}
