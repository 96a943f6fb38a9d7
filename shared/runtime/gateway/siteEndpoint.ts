/** `/_farthing/sites`: suppliers tell which call sites there are, and who shows requests asks where they stand. */
import { type KnownSites, SITES_VERSION } from '../../protocol/sites.ts';
import type { SiteRegistry } from '../attribution/siteRegistry.ts';
import type { Exchange } from './client/exchange.ts';
import { readBody } from './client/requestBody.ts';
import { sendError, sendJson } from './replies.ts';

/** A workspace of ten thousand call sites has less. */
const MOST_BYTES = 64 * 1024 * 1024;

/** `name`: what follows `sites`, with its slash. */
export async function answerSites(exchange: Exchange, name: string, sites: SiteRegistry | undefined): Promise<void> {
  if (!sites) return sendError(exchange, 404, 'calls are not attributed here.');
  const supplier = name.slice(1);
  const { method } = exchange;
  if (method === 'GET' && supplier === '') return sendJson(exchange, 200, { sites: sites.places() } satisfies KnownSites);
  if (method === 'DELETE' && supplier !== '') {
    sites.forget(supplier);
    return sendJson(exchange, 200, { sites: 0 });
  }
  if (method !== 'PUT' || !isName(supplier)) {
    return sendError(
      exchange,
      404,
      'there are GET sites, PUT sites/NAME and DELETE sites/NAME, NAME being of up to 64 letters and digits.',
    );
  }
  const body = await readBody(exchange, undefined, MOST_BYTES);
  if (body === 'gone') return;
  const answer = typeof body === 'string' ? undefined : sites.update(supplier, parsed(body));
  if (!answer) return sendError(exchange, 400, `the body is {"version": ${SITES_VERSION}, "workspace", "whole", "files"}.`);
  return sendJson(exchange, answer.unknown ? 409 : 200, answer);
}

const isName = (supplier: string): boolean => /^[\w-]{1,64}$/.test(supplier);

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
