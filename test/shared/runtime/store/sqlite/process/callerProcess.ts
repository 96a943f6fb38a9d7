/** A process that shares a ledger with others: started by `callers.ts`, told by messages what to call. */
import { appendFileSync } from 'node:fs';
import { asNanos } from '../../../../../../shared/money/nanoDollars.ts';
import { usageOf } from '../../../../../../shared/money/usage.ts';
import type { AttemptEnd, AttemptStart } from '../../../../../../shared/runtime/ledger/attempt.ts';
import { openSqliteStore } from '../../../../../../shared/runtime/store/sqlite/sqliteStore.ts';
import type { CallerRequest, CallOutcome, Order } from './callers.ts';

const [file = '', log = ''] = process.argv.slice(2);
const store = openSqliteStore({ file, timeZone: 'UTC' });

function startOf({ id, user, startedAt }: Order): AttemptStart {
  return {
    id,
    operation: id,
    attempt: 1,
    startedAt,
    dialect: 'openai',
    upstream: 'openai',
    kind: 'chat',
    endpoint: '/v1/chat/completions',
    model: 'gpt-5',
    stream: false,
    identity: { user, team: 'search', project: 'farthing', key: 'hmac-1', tags: {} },
  };
}

function endOf({ cost }: Order): AttemptEnd {
  return {
    endedAt: Date.now(),
    state: 'settled',
    status: 200,
    usage: usageOf({ input: cost }),
    cost: asNanos(cost),
    confidence: 'exact',
    cache: 'miss',
    notes: [],
  };
}

/** One call from admission to settlement. What was answered is in the log of this process before anything else happens. */
async function call(order: Order, settles: boolean): Promise<CallOutcome> {
  const hold = { money: asNanos(order.hold), tokens: order.hold };
  const answer = await store.admit({ start: startOf(order), hold });
  if (!answer.admitted) return { id: order.id, answer };
  if (log) appendFileSync(log, `admitted ${order.id} ${order.hold}\n`);
  if (!settles) return { id: order.id, answer };
  const alerts = await store.settle(order.id, endOf(order));
  if (log) appendFileSync(log, `settled ${order.id} ${order.cost}\n`);
  return { id: order.id, answer, alerts };
}

process.on('message', async (request: CallerRequest) => {
  switch (request.do) {
    case 'call':
      process.send?.(await Promise.all(request.orders.map(order => call(order, request.settles))));
      break;
    case 'call-forever':
      for (let i = 0; ; i++) {
        const orders = [0, 1, 2].map(j => ({ ...request.order, id: `${request.order.id}-${i}-${j}` }));
        await Promise.all(orders.map(order => call(order, true)));
        if (i === 0) process.send?.([]);
      }
    case 'close':
      await store.close();
      process.disconnect();
  }
});
process.send?.([]);
