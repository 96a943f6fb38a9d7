/** From what a client sent to what an upstream gets: its address, its signature, and the question for usage. */
import type { StreamFilter } from '../../dialects/dialect.ts';
import type { Intake } from '../intake.ts';
import type { Parts } from '../parts.ts';
import { scopeOf, signed } from '../signing/signature.ts';
import type { UpstreamRequest } from './connections.ts';
import { outgoing } from './outgoing.ts';

export type Prepared =
  | { readonly request: UpstreamRequest; readonly filter?: StreamFilter }
  /** It cannot be sent: what is missing, in a sentence. */
  | { readonly missing: string };

export async function prepare(intake: Intake, parts: Parts): Promise<Prepared> {
  const { upstream } = intake;
  const scope = scopeOf(intake.head);
  const baseUrl = upstream.baseUrl ?? regionalHost(scope?.region ?? parts.settings.region);
  if (baseUrl === undefined) return { missing: 'no AWS region is known: set AWS_REGION for the runtime, or FARTHING_UPSTREAM_BEDROCK' };
  const usage = upstream.askForUsage && !intake.streamsUp ? intake.dialect.askForUsage(intake.wire, intake.facts) : undefined;
  const request = outgoing(intake, baseUrl, usage);
  const filter = usage && { filter: usage.filter() };
  if (!scope) return { request, ...filter };
  const credentials = await parts.credentials();
  // A gateway of the user's own need not check signatures; Amazon does.
  if (!credentials && upstream.baseUrl !== undefined) return { request, ...filter };
  if (!credentials)
    return { missing: 'no AWS credentials were found to sign the request with: the runtime looks where every AWS SDK does' };
  const body = usage ? usage.body : intake.wire.body;
  return { request: await signed({ ...request, body }, scope, credentials, new Date(parts.clock())), ...filter };
}

function regionalHost(region: string | undefined): string | undefined {
  return region !== undefined && /^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)
    ? `https://bedrock-runtime.${region}.${domainOf(region)}`
    : undefined;
}

function domainOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
