/** `/_farthing/*`: for the command line and the editor, who know the token from the lock file. */
import type { SiteRegistry } from '../attribution/siteRegistry.ts';
import type { SemanticCache } from '../cache/semantic/semanticCache.ts';
import type { SpendFeed } from '../spend/spendFeed.ts';
import { answerClaim } from './claims.ts';
import type { Exchange } from './client/exchange.ts';
import { answerDashboard, type Dashboard } from './dashboard/dashboard.ts';
import type { EventBus, RuntimeEvent } from './events.ts';
import { answerRaise, type RaiseLimit } from './raises.ts';
import { sendError, sendJson } from './replies.ts';
import type { RequestHead } from './requestHead.ts';
import { bearsToken } from './security.ts';
import { answerCache } from './semantic/control.ts';
import { answerSites } from './siteEndpoint.ts';

export interface Control {
  readonly token: string;
  /** What `farthing status` shows. */
  status(): object | Promise<object>;
  /** Absent: limits are not raised here. */
  readonly raise?: RaiseLimit;
  /** Where call sites are told. */
  readonly sites?: SiteRegistry;
  /** What is spent, for those who show it. */
  readonly spend?: SpendFeed;
  readonly dashboard?: Dashboard;
  /** Absent: switched off. */
  readonly semantic?: SemanticCache;
  /** The answer says that it was: by then nobody must find the runtime any more. */
  stop(): void;
}

/** Bytes that a follower may be behind before it is let go: it then sees that it missed something, by its connection's end. */
const MOST_BEHIND = 1024 * 1024;

export async function answerControl(
  exchange: Exchange,
  head: RequestHead,
  name: string,
  control: Control,
  events: EventBus,
): Promise<void> {
  const { authorization } = head.named;
  const { dashboard, spend } = control;
  if (dashboard && /^dashboard(\/|$)/.test(name)) {
    return answerDashboard(exchange, head, name.slice('dashboard'.length), dashboard, control.token);
  }
  const reads = name === 'spend' && dashboard?.sessions.accepts(authorization);
  if (!reads && !bearsToken(authorization, control.token)) {
    return sendError(exchange, 401, 'control endpoints need the token of the runtime, which is in its lock file.');
  }
  if (/^cache(\/|$)/.test(name)) return answerCache(exchange, name.slice('cache'.length), control.semantic, events);
  if (/^sites(\/|$)/.test(name)) return answerSites(exchange, name.slice('sites'.length), control.sites);
  switch (`${exchange.method} ${name}`) {
    case 'GET status':
      return sendJson(exchange, 200, await control.status());
    case 'POST stop':
      control.stop();
      return sendJson(exchange, 202, { stopping: true }, ['connection', 'close']);
    case 'POST raises':
      return answerRaise(exchange, control.raise);
    case 'POST alerts':
      return answerClaim(exchange, control);
    case 'GET events':
      return follow(exchange, (tell, onEnd) => events.listen(event => tell(lineOf(event)), onEnd));
    case 'GET spend':
      if (spend) return follow(exchange, (tell, onEnd) => spend.follow(tell, onEnd));
      return sendError(exchange, 404, 'what is spent is not told here.');
    default:
      return sendError(
        exchange,
        404,
        `no such control endpoint. There are GET status, POST stop, POST raises, POST alerts, GET events, GET spend, dashboard and sites.`,
      );
  }
}

/** One JSON object a line, as they happen, until either side ends. */
function follow(exchange: Exchange, listen: (tell: (line: string) => void, onEnd: () => void) => () => void): void {
  let behind = 0;
  exchange.head(200, '', ['content-type', 'application/x-ndjson', 'cache-control', 'no-store']);
  exchange.flush();
  const tell = (text: string): void => {
    const line = Buffer.from(text);
    if (exchange.write(line)) return;
    if (behind === 0) exchange.onDrain(() => (behind = 0));
    behind += line.length;
    if (behind > MOST_BEHIND) {
      stop();
      exchange.breakOff();
    }
  };
  const stop = listen(tell, () => exchange.end());
  exchange.onGone(stop);
}

function lineOf(event: RuntimeEvent): string {
  return `${JSON.stringify(event)}\n`;
}
