/** The other side of `/_farthing/*`: how the command line and the editor speak with a runtime. Straight to it, whatever proxy the environment names. */
import type { IncomingMessage } from 'node:http';

export interface ControlRequest {
  /** Of the runtime, as its lock file has it. */
  readonly url: string;
  readonly token: string;
  readonly path:
    | 'status'
    | 'stop'
    | 'events'
    | 'spend'
    | 'raises'
    | 'alerts'
    | 'dashboard/codes'
    | 'sites'
    | `sites/${string}`
    | 'cache'
    | `cache/${string}`;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** JSON. */
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** Undefined when nobody answers. The reply is to be read to its end, or destroyed. */
export function askRuntime({ url, token, path, method = 'GET', body, signal }: ControlRequest): Promise<IncomingMessage | undefined> {
  // Not imported by name, for the reason that the listener has.
  const { request } = process.getBuiltinModule('node:http');
  return new Promise(resolve => {
    request(`${url}/_farthing/${path}`, { method, agent: false, signal, headers: { authorization: `Bearer ${token}` } })
      .once('response', resolve)
      .on('error', () => resolve(undefined))
      .end(body);
  });
}
