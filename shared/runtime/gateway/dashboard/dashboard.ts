/** `/_farthing/dashboard`: the panel of the editor as a page for a browser. The page is for anyone to load; what it shows is not. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fillPage } from '../../../protocol/panelPage.ts';
import type { Exchange } from '../client/exchange.ts';
import { readBody } from '../client/requestBody.ts';
import { sendError, sendJson } from '../replies.ts';
import type { RequestHead } from '../requestHead.ts';
import { bearsToken } from '../security.ts';
import type { DashboardSessions } from './sessions.ts';

export interface Dashboard {
  readonly sessions: DashboardSessions;
}

const MOST_CODE_BYTES = 1_000;

const FILES: Readonly<Record<string, string>> = {
  'spendPanel.js': 'text/javascript; charset=utf-8',
  'spendPanel.css': 'text/css; charset=utf-8',
};

/** `name`: what follows `dashboard`, with its slash. */
export async function answerDashboard(
  exchange: Exchange,
  head: RequestHead,
  name: string,
  { sessions }: Dashboard,
  controlToken: string,
): Promise<void> {
  const { method } = exchange;
  if (method === 'GET' && name === '') return sendPage(exchange, head);
  const type = FILES[name.slice(1)];
  if (method === 'GET' && type !== undefined) return sendFile(exchange, name.slice(1), type);
  if (method === 'POST' && name === '/codes') {
    if (!bearsToken(head.named.authorization, controlToken)) {
      return sendError(exchange, 401, 'codes are made for who has the token of the runtime, which is in its lock file.');
    }
    return sendJson(exchange, 201, { code: sessions.newCode() }, UNCACHED);
  }
  if (method === 'POST' && name === '/sessions') {
    const body = await readBody(exchange, undefined, MOST_CODE_BYTES);
    if (body === 'gone') return;
    const token = typeof body === 'string' ? undefined : sessions.redeem(body.toString('utf8'));
    if (token !== undefined) return sendJson(exchange, 201, { token }, UNCACHED);
    return sendError(exchange, 403, 'this link was used already or is too old: "farthing dashboard" makes a new one.');
  }
  return sendError(exchange, 404, 'there are GET dashboard, POST dashboard/codes and POST dashboard/sessions.');
}

const UNCACHED = ['cache-control', 'no-store'];

const HARDENED = [
  ...UNCACHED,
  ...['x-content-type-options', 'nosniff'],
  ...['referrer-policy', 'no-referrer'],
  ...['cross-origin-opener-policy', 'same-origin'],
  ...['cross-origin-resource-policy', 'same-origin'],
];

function sendPage(exchange: Exchange, head: RequestHead): void {
  const nonce = randomBytes(16).toString('base64');
  // The address was found to be this runtime's before anything was answered.
  const here = `http://${head.named.host}/_farthing`;
  const csp = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    // Upstreams are reached by the same origin: only what is ours may be asked.
    `connect-src ${here}/spend ${here}/dashboard/sessions`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = fillPage(fileBeside('spendPanel.html').toString('utf8'), {
    place: 'browser',
    csp,
    nonce,
    script: 'dashboard/spendPanel.js',
    style: 'dashboard/spendPanel.css',
  });
  send(exchange, Buffer.from(page), 'text/html; charset=utf-8', ['content-security-policy', `${csp}; frame-ancestors 'none'`]);
}

function sendFile(exchange: Exchange, name: string, type: string): void {
  send(exchange, fileBeside(name), type, []);
}

function send(exchange: Exchange, body: Buffer, type: string, headers: readonly string[]): void {
  exchange.head(200, '', ['content-type', type, 'content-length', String(body.length), ...HARDENED, ...headers]);
  exchange.end(body);
}

/** Beside the bundle; from the sources, where the build puts it. */
function fileBeside(name: string): Buffer {
  return readFileSync(new URL(import.meta.url.endsWith('.ts') ? `../../../../dist/${name}` : `./${name}`, import.meta.url));
}
