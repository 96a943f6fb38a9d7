/** `/_farthing/cache`: what the semantic cache says of itself, and what its user says of it. */
import type { SemanticCache } from '../../cache/semantic/semanticCache.ts';
import type { Exchange } from '../client/exchange.ts';
import type { EventBus } from '../events.ts';
import { sendError, sendJson } from '../replies.ts';

/** `name`: what follows `cache`, with its slash. What it is about stands in the query. */
export async function answerCache(exchange: Exchange, name: string, semantic: SemanticCache | undefined, events: EventBus): Promise<void> {
  if (!semantic) return sendError(exchange, 404, 'the semantic cache is switched off.');
  const about = new URLSearchParams(exchange.target.split('?', 2)[1] ?? '');
  switch (`${exchange.method} ${name}`) {
    case 'GET ':
      return sendJson(exchange, 200, semantic.state());
    case 'POST /wrong': {
      const entry = about.get('entry') ?? '';
      const verdict = await semantic.wrong(entry);
      if (!verdict)
        return sendError(
          exchange,
          404,
          `there is no entry of this name. Replies name theirs: x-farthing-cache: semantic; ...; entry=NAME.`,
        );
      const { switchedOff, ...rest } = verdict;
      if (switchedOff) events.emit({ type: 'semantic-off', ...rest });
      return sendJson(exchange, 200, { removed: entry, ...verdict });
    }
    case 'POST /resume': {
      const resumed = await semantic.resume(about.get('route') ?? '');
      return resumed ? sendJson(exchange, 200, { resumed }) : sendError(exchange, 404, 'nothing was measured of a route of this name.');
    }
    case 'POST /clear':
      await semantic.clear();
      return sendJson(exchange, 200, { cleared: true });
    default:
      return sendError(exchange, 404, 'there are GET cache, POST cache/wrong?entry=, POST cache/resume?route= and POST cache/clear.');
  }
}
