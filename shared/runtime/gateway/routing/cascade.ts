/** Cheap first: its answer is held back until the caller's check has passed it, else the model that was asked for answers. Each call is a row of its own. */
import type { ReplyFacts } from '../../dialects/dialect.ts';
import { agree, objectionTo } from '../../router/checks/answerChecks.ts';
import type { Router } from '../../router/router.ts';
import type { CheckSettings, Route } from '../../router/routerSettings.ts';
import { type Attempted, makeAttempts } from '../attempts.ts';
import type { CachePlan } from '../cachePlan.ts';
import type { Intake } from '../intake.ts';
import type { Parts } from '../parts.ts';
import { decoding } from '../relay/decoding.ts';
import { type Withheld, type WithheldReply, withheldFrom } from './withheldExchange.ts';

export interface Cascade {
  readonly cheap: Intake;
  /** As it came. */
  readonly asked: Intake;
  readonly question: string;
  readonly schema: unknown;
  readonly route: Route;
  readonly router: Router;
}

export async function cascade(of: Cascade, plan: CachePlan, parts: Parts): Promise<void> {
  const { cheap, asked, route, router, question } = of;
  const check = route.check as CheckSettings;
  // What did not pass is never to be found again.
  const unkept: CachePlan = { verdict: plan.verdict, wishes: { ...plan.wishes, noStore: true }, done: () => {} };
  const first = withheldFrom(asked.exchange);
  const attempted = await makeAttempts({ ...cheap, exchange: first.exchange }, unkept, parts);
  if (asked.exchange.gone) return;
  const judged = attempted.refused ? { passed: true as const } : await judge(first, attempted, of, check, unkept, parts);
  if (asked.exchange.gone) return;
  if (judged.learn !== undefined) router.learn(route, question, asked.identity.site, { cheap: judged.learn });
  if ('passed' in judged) return first.release();
  const verdict = cheap.verdicts?.route;
  const verdicts = { ...cheap.verdicts, ...(verdict && { route: { ...verdict, escalated: judged.objection } }) };
  if (asked.followed) asked.followed.conversation.chosen = asked.facts.model as string;
  await makeAttempts({ ...asked, verdicts }, plan, parts, judged.number + 1);
}

type Judged =
  | { readonly passed: true; readonly learn?: boolean }
  | { readonly objection: string; readonly number: number; readonly learn?: boolean };

async function judge(
  withheld: Withheld,
  { number }: Attempted,
  { cheap, asked, schema }: Cascade,
  check: CheckSettings,
  unkept: CachePlan,
  parts: Parts,
): Promise<Judged> {
  const reply = withheld.reply();
  if (reply === 'passed') return { passed: true };
  // An upstream that fails says nothing of how hard the request is.
  if (reply === 'broken') return { objection: 'it broke off', number };
  if (reply.status >= 400) return { objection: `status ${reply.status}`, number };
  const facts = await read(reply, cheap);
  if (!facts) return { passed: true };
  const objection = await objectionTo({ text: facts.emittedText, complete: facts.complete, toolCalls: facts.toolCalls }, check, schema);
  if (objection !== undefined) return { objection, number, learn: false };
  if (!check.agreement || facts.toolCalls > 0) return { passed: true, learn: true };
  const second = withheldFrom(asked.exchange);
  const again = await makeAttempts({ ...cheap, exchange: second.exchange }, unkept, parts, number + 1);
  const other = again.refused ? 'broken' : second.reply();
  const said = typeof other === 'object' && other.status < 400 ? await read(other, cheap) : undefined;
  if (said && agree(facts.emittedText, said.emittedText)) return { passed: true, learn: true };
  return { objection: 'its two answers do not agree', number: again.number, ...(said && { learn: false }) };
}

/** Undefined: it cannot be read. */
async function read({ status, headers, body }: WithheldReply, { dialect, facts }: Intake): Promise<ReplyFacts | undefined> {
  const reader = dialect.reader(facts, { status, headers });
  const decoder = decoding(headers['content-encoding'], chunk => reader.write(chunk));
  if (decoder === 'unreadable') return undefined;
  decoder.write(body);
  await decoder.end();
  return reader.facts();
}
