/** A corporate proxy on the way to the upstreams, as the environment of the runtime names it: curl and most SDKs go by the same variables. */

export interface ProxyAddresses {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Undefined: `origin` is reached directly. */
export function proxyFor(origin: string, environment: NodeJS.ProcessEnv): ProxyAddresses | undefined {
  const { hostname, protocol } = new URL(origin);
  const httpProxy = variable('http_proxy', environment);
  const httpsProxy = variable('https_proxy', environment) || httpProxy;
  const applies = protocol === 'https:' ? httpsProxy : httpProxy;
  if (applies === '' || LOOPBACK.test(hostname)) return undefined;
  return { httpProxy, httpsProxy, noProxy: variable('no_proxy', environment) };
}

function variable(name: string, environment: NodeJS.ProcessEnv): string {
  return environment[name] || environment[name.toUpperCase()] || '';
}
