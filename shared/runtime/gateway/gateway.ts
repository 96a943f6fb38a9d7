/** The gateway: one loopback port before all upstreams. The only place that listens. */

import { within } from '../within.ts';
import { attemptIds } from './attemptIds.ts';
import type { Exchange } from './client/exchange.ts';
import { listen } from './client/listener.ts';
import { answerControl, type Control } from './control.ts';
import type { Parts } from './parts.ts';
import { serve } from './pipeline.ts';
import { recordings } from './relay/recording.ts';
import { sendError, sendMetrics } from './replies.ts';
import { readHead } from './requestHead.ts';
import { routeOf } from './routes.ts';
import { objector } from './security.ts';
import { credentialChain } from './signing/credentials.ts';
import { connections } from './upstream/connections.ts';

export type GatewayOptions = Omit<Parts, 'connections' | 'newId' | 'newRecording' | 'credentials' | 'random' | 'besides'> & {
  /** 0: any that is free. */
  readonly port: number;
  readonly control: Control;
  /** A bug met while answering; the reply is broken off, and what it came to is in the ledger as not known. */
  readonly onBug: (error: unknown) => void;
  /** Names a proxy to the upstreams, where there is one; that of the process unless given. */
  readonly environment?: NodeJS.ProcessEnv;
} & Partial<Pick<Parts, 'credentials' | 'random'>>;

export interface Gateway {
  readonly url: string;
  readonly port: number;
  /** Requests under way. */
  readonly inFlight: number;
  /** Waits so long for requests under way, then breaks them off; all are settled when it resolves. */
  close(graceMs: number): Promise<void>;
}

/** What nobody waits for may take so long at the end, in milliseconds. */
const MOST_BESIDE_MS = 2000;

/** Rejects with the error of `listen`: EADDRINUSE when something else has the port. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { port, control, onBug, environment = process.env, ...given } = options;
  const parts: Parts = {
    credentials: credentialChain(given.clock),
    random: Math.random,
    ...given,
    connections: connections(environment),
    newId: attemptIds(given.clock),
    newRecording: recordings(),
    besides: work => {
      const ending = work.catch(onBug).finally(() => beside.delete(ending));
      beside.add(ending);
    },
  };
  const beside = new Set<Promise<unknown>>();
  const underWay = new Set<Promise<void>>();
  let objectionTo = objector(port);

  const answer = async (exchange: Exchange): Promise<void> => {
    const head = readHead(exchange.headers);
    const objection = objectionTo(exchange, head);
    if (objection) return sendError(exchange, objection.status, objection.sentence, ['connection', 'close']);
    const route = routeOf(exchange.target, parts.settings.upstreams);
    if (parts.metrics && exchange.target === '/metrics') return sendMetrics(exchange, await parts.metrics());
    if ('control' in route) return answerControl(exchange, head, route.control, control, parts.events);
    if ('unknown' in route) return sendError(exchange, 404, route.unknown);
    return serve(exchange, head, route.upstream, route.path, parts);
  };

  const listening = await listen(port, exchange => {
    const answering = answer(exchange).catch(bug => {
      onBug(bug);
      exchange.breakOff();
    });
    underWay.add(answering);
    answering.finally(() => underWay.delete(answering));
  });
  objectionTo = objector(listening.port);
  // Once whoever started it knows that it accepts.
  setImmediate(() => void parts.connections.prepare());

  return {
    url: `http://127.0.0.1:${listening.port}`,
    port: listening.port,
    get inFlight() {
      return underWay.size;
    },
    close: async graceMs => {
      parts.events.dismiss();
      await listening.close(graceMs);
      await Promise.all(underWay);
      await parts.connections.close();
      await within(MOST_BESIDE_MS, Promise.all(beside));
    },
  };
}
