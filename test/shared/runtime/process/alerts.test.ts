import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'mocha';
import { asNanos } from '../../../../shared/money/nanoDollars.ts';
import type { Alert } from '../../../../shared/runtime/budget/budget.ts';
import { alertSentence, createAlertSink } from '../../../../shared/runtime/process/alerts.ts';
import type { Log } from '../../../../shared/runtime/process/log.ts';

const dollars = (amount: number) => asNanos(amount * 1e9);

const ALERT: Alert = {
  percent: 90,
  unit: 'money',
  state: {
    budget: { scope: 'user', window: 'day', money: dollars(5) },
    owner: 'ada',
    from: Date.UTC(2026, 10, 24),
    until: Date.UTC(2026, 10, 25),
    spent: { money: dollars(4.61), tokens: 1000 },
    held: { money: dollars(0), tokens: 0 },
  },
};

function linesOf(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const add = (line: string) => void lines.push(line);
  return { lines, info: add, warn: add, error: add, close() {} };
}

const servers: (() => void)[] = [];
after(() => {
  for (const close of servers) close();
});

async function hook(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

describe('an alert', () => {
  it('says the money first, then how far that is, whose, and when it begins anew', () => {
    assert.equal(
      alertSentence(ALERT, 'Europe/Berlin'),
      '$4.61 of $5.00 spent, past 90 %: user ada, a day; begins anew at 2026-11-25 01:00',
    );
    const { state } = ALERT;
    const tokens: Alert = {
      percent: 100,
      unit: 'tokens',
      state: { ...state, budget: { scope: 'all', window: 'total', tokens: 1000 }, owner: '', until: undefined as never },
    };
    assert.equal(alertSentence(tokens, 'UTC'), '1,000 tokens of 1,000 tokens spent, all of it: all calls, for good');
  });

  it('is in the log, and posted where the user wants it', async () => {
    const bodies: unknown[] = [];
    const webhook = await hook((request, response) => {
      let text = '';
      request.on('data', chunk => {
        text += chunk;
      });
      request.on('end', () => {
        bodies.push([request.method, request.headers['content-type'], JSON.parse(text)]);
        response.end();
      });
    });
    const log = linesOf();
    const sink = createAlertSink({ log, webhook, timeZone: 'UTC' });
    sink.tell([ALERT]);
    await sink.close();
    const message = '$4.61 of $5.00 spent, past 90 %: user ada, a day; begins anew at 2026-11-25 00:00';
    assert.deepEqual(log.lines, [message]);
    const body = {
      type: 'alert',
      message,
      percent: 90,
      unit: 'money',
      scope: 'user',
      owner: 'ada',
      window: 'day',
      spent: 4.61,
      limit: 5,
      resetsAt: '2026-11-25T00:00:00.000Z',
    };
    assert.deepEqual(bodies, [['POST', 'application/json', body]]);
  });

  it('that nobody takes is noted, and is no error', async () => {
    const log = linesOf();
    const refusing = await hook((_, response) => response.writeHead(500).end());
    const elsewhere = await hook((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
    for (const webhook of [refusing, elsewhere, 'http://127.0.0.1:1/']) {
      const sink = createAlertSink({ log, webhook, timeZone: 'UTC' });
      sink.tell([ALERT]);
      await sink.close();
    }
    const noted = log.lines.filter(line => line.includes('webhook'));
    assert.equal(noted.length, 3);
    assert.match(noted[0] ?? '', /status 500/);
  });

  it('waits for no slow webhook: of many, those beyond a bound are only logged', async () => {
    let asked = 0;
    let release = () => {};
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    const webhook = await hook(async (_, response) => {
      asked++;
      await released;
      response.end();
    });
    const log = linesOf();
    const sink = createAlertSink({ log, webhook, timeZone: 'UTC' });
    sink.tell(Array<Alert>(50).fill(ALERT));
    assert.equal(log.lines.filter(line => line.startsWith('$4.61')).length, 50);
    assert.equal(log.lines.filter(line => line.includes('was not posted')).length, 30);
    release();
    await sink.close();
    assert.equal(asked, 20);
  });
});
