/** A team's questions as a stream in Redis: its newest are kept, whoever was away reads on where it was. */
import { setTimeout as pause } from 'node:timers/promises';
import type { TeamNews, TeamQuestions } from '../../cache/semantic/teamQuestions.ts';
import type { Connection, Follower } from './connection.ts';

/** News that are kept, about. */
const KEPT = 20_000;
/** Larger answers stay on the machine that had them. */
const MOST_BYTES = 256 * 1024;
/** Milliseconds between tries while Redis is away. */
const PATIENCE = 1_000;
const AT_ONCE = 100;

export function redisQuestions(connection: Connection, follower: () => Follower, namespace: string): TeamQuestions {
  const key = `farthing:${namespace}:questions`;

  async function read(from: string, reader: Follower): Promise<readonly (readonly [id: string, news: TeamNews | undefined])[]> {
    const reply = (await reader.wait(['XREAD', 'COUNT', `${AT_ONCE}`, 'BLOCK', '5000', 'STREAMS', key, from])) as
      | readonly [readonly [Buffer, readonly [Buffer, readonly Buffer[]][]]]
      | null;
    return (reply?.[0][1] ?? []).map(([id, fields]) => [id.toString(), newsIn(fields)]);
  }

  return {
    tell(news) {
      const fields = fieldsOf(news);
      if (!connection.open || fields.some(field => field.length > MOST_BYTES)) return;
      connection.command(['XADD', key, 'MAXLEN', '~', `${KEPT}`, '*', ...fields]).catch(() => {
        // It is on this machine all the same.
      });
    },
    follow(listener) {
      const reader = follower();
      let ended = false;
      const following = async () => {
        for (let last = '0'; !ended; ) {
          try {
            for (const [id, news] of await read(last, reader)) {
              last = id;
              if (news && !ended) await listener(news);
            }
          } catch {
            await pause(PATIENCE, undefined, { ref: false });
          }
        }
      };
      void following();
      return () => {
        ended = true;
        reader.close();
      };
    },
  };
}

/** `news`, JSON without bytes; `vector` and `body` as they are. */
function fieldsOf(news: TeamNews): (string | Buffer)[] {
  if ('wrong' in news) return ['news', JSON.stringify(news)];
  const {
    vector,
    reply: { body, ...reply },
    ...learned
  } = news.learned;
  return ['news', JSON.stringify({ learned: { ...learned, reply } }), 'vector', Buffer.from(vector), 'body', Buffer.from(body)];
}

/** Undefined for what another version wrote. */
function newsIn(fields: readonly Buffer[]): TeamNews | undefined {
  const [, news, , vector, , body] = fields;
  try {
    const read = JSON.parse(String(news)) as TeamNews;
    if ('wrong' in read) return typeof read.wrong.partition === 'string' && typeof read.wrong.question === 'string' ? read : undefined;
    const { learned } = read;
    if (!vector || !body || typeof learned?.partition !== 'string' || typeof learned.storedAt !== 'number') return undefined;
    return { learned: { ...learned, vector: new Uint8Array(vector), reply: { ...learned.reply, body } } };
  } catch {
    return undefined;
  }
}
