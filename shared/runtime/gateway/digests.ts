/** What lets the ledger say later that two requests, or their prefixes, were the same. */
import { createHmac } from 'node:crypto';
import type { Digests } from '../ledger/verdicts.ts';
import type { Intake } from './intake.ts';
import type { Parts } from './parts.ts';
import { saltedKey } from './saltedKey.ts';

/** Bytes of a body that is taken apart for its prefix; larger ones are told apart as a whole alone. */
const MOST_TAKEN_APART = 256 * 1024;
/** Characters of base64: 96 bits. */
const LENGTH = 16;

/** The same request, with its digests where it is a call to a model. */
export function digest(intake: Intake, { identity }: Pick<Parts, 'identity'>): Intake {
  const { facts, streamsUp, wire } = intake;
  if (streamsUp || facts.operation === 'other' || facts.operation === 'count_tokens' || wire.body.length === 0) return intake;
  return { ...intake, verdicts: { ...intake.verdicts, digests: digestsOf(intake, identity.salt) } };
}

function digestsOf({ identity, upstream, wire, content }: Intake, salt: Buffer): Digests {
  const { user, team, project, key } = identity;
  const request = createHmac('sha256', saltedKey(salt))
    .update(JSON.stringify([user, team, project, key, upstream.name, wire.path.split('?', 1)[0]]))
    .update(wire.body)
    .digest('base64url')
    .slice(0, LENGTH);
  if (wire.body.length > MOST_TAKEN_APART) return { request };
  const { system, body } = content();
  const tools = body.tools ?? body.toolConfig;
  if (system.length === 0 && tools === undefined) return { request };
  const prefix = JSON.stringify([tools, system]);
  return {
    request,
    prefix: createHmac('sha256', saltedKey(salt)).update(prefix).digest('base64url').slice(0, LENGTH),
    prefixPermille: Math.min(1000, Math.floor((Buffer.byteLength(prefix) * 1000) / wire.body.length)),
  };
}
