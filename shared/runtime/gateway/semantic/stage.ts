/** The semantic cache on the path of a request: asked where the exact cache had no answer, told of the answer afterwards. */
import { convert } from '../../cache/conversion/convert.ts';
import type { RecordedReply } from '../../cache/exactCache.ts';
import { alikeByText } from '../../cache/semantic/answersAlike.ts';
import type { Asked, Found } from '../../cache/semantic/entries.ts';
import { questionOf } from '../../cache/semantic/question.ts';
import { nameOfRoute, routeFor } from '../../cache/semantic/routes.ts';
import type { EmbedByNetwork, SemanticCache } from '../../cache/semantic/semanticCache.ts';
import type { SemanticVerdict } from '../../ledger/verdicts.ts';
import type { SemanticRoute } from '../../settings.ts';
import { within } from '../../within.ts';
import type { CachePlan, SemanticWatch } from '../cachePlan.ts';
import type { Intake } from '../intake.ts';
import { answerWithKept } from '../keptAnswer.ts';
import type { Parts } from '../parts.ts';
import { embedder } from './embedding.ts';

/** Questions that may wait for the thread; those that come when there are more go without. */
const MOST_WAITING = { shadow: 4, on: 32 };
/** Milliseconds that a request waits for what may spare it the upstream. */
const PATIENCE_MS = { local: 300, endpoint: 2000 };

/** Undefined: it was answered. Otherwise the plan, with whoever watches the request. */
export async function throughSemanticCache(intake: Intake, plan: CachePlan, parts: Parts): Promise<CachePlan | undefined> {
  const { semantic } = parts;
  if (!semantic?.usable) return plan;
  const asking = askingOf(intake, plan, semantic);
  if (!asking) return plan;
  const { route, asked } = asking;
  const mode = route.mode === 'on' && !semantic.isOff(asked.route) ? 'on' : 'shadow';
  if (semantic.waiting >= MOST_WAITING[mode]) return plan;
  const { own } = intake;
  const maxAge = own.cache.ttl === undefined ? undefined : own.cache.ttl * 1000;
  const answers = mode === 'on' && !own.cache.noCache && parts.random() * 100 >= route.verifyPercent;
  const embed = embedder(intake, semantic.settings.embedder, parts);
  const finding = semantic.find(asked, answers, maxAge, embed);
  parts.besides(finding);
  if (answers) {
    const found = await within(PATIENCE_MS[semantic.settings.embedder.kind === 'endpoint' ? 'endpoint' : 'local'], finding);
    if (intake.exchange.gone) return undefined;
    if (found?.reply && (await answered(found, found.reply, plan, intake, parts))) return undefined;
  }
  return { ...plan, semantic: watch({ asked, route, mode, finding, intake, embed }, semantic, parts) };
}

function askingOf(
  { facts, identity, upstream, own, content }: Intake,
  { key }: CachePlan,
  { settings }: SemanticCache,
): { readonly route: SemanticRoute; readonly asked: Asked } | undefined {
  if (!key || own.cache.noStore) return undefined;
  const where = { upstream: upstream.name, endpoint: facts.endpoint, model: facts.model, site: identity.site, project: identity.project };
  const route = routeFor(where, settings);
  if (route.mode === 'off') return undefined;
  const question = questionOf(facts, content(), route.allow);
  if ('none' in question) return undefined;
  return { route, asked: { partition: `${key.setting()} ${question.rest}`, route: nameOfRoute(where), question: question.question } };
}

async function answered(found: Found, reply: RecordedReply, plan: CachePlan, intake: Intake, parts: Parts): Promise<boolean> {
  const { key } = plan;
  const converted = key && convert(reply, key);
  if (!converted || 'reason' in converted) return false;
  await answerWithKept(
    {
      reply: converted,
      cache: 'semantic',
      detail: `similarity=${(found.similarity ?? 0).toFixed(3)}; entry=${found.entry}`,
      verdicts: { semantic: { mode: 'on', outcome: 'served', ...partsOf(found) } },
    },
    intake,
    parts,
  );
  return true;
}

interface Watched {
  readonly asked: Asked;
  readonly route: SemanticRoute;
  readonly mode: 'shadow' | 'on';
  readonly finding: Promise<Found | undefined>;
  readonly intake: Intake;
  readonly embed: EmbedByNetwork;
}

function watch({ asked, route, mode, finding, intake, embed }: Watched, semantic: SemanticCache, parts: Parts): SemanticWatch {
  let known: Found | undefined;
  finding.then(found => {
    known = found;
  });
  const ttlSeconds = intake.own.cache.ttl ?? route.ttlSeconds;
  return {
    verdict({ how, facts }) {
      if (!known) return undefined;
      const same = how === 'whole' && facts?.complete && known.answer ? sameByText(known, facts.emittedText) : undefined;
      return {
        mode,
        outcome: known.outcome,
        ...partsOf(known),
        ...(known.outcome === 'would' && known.cost !== undefined && { wouldSave: known.cost }),
        ...(same !== undefined && { verified: same ? 'same' : 'different' }),
      };
    },
    answered(reply, { emittedText: text, toolCalls }) {
      if (toolCalls > 0 || text === '') return;
      const keeping = async (): Promise<void> => {
        const found = await finding;
        if (found?.outcome === 'would') await verify(found, text, { asked, route, embed }, semantic, parts);
        await semantic.add({ ...asked, answer: text, reply, expiresAt: parts.clock() + ttlSeconds * 1000 }, embed);
      };
      parts.besides(keeping());
    },
  };
}

async function verify(
  { entry, answer, nearness }: Found,
  text: string,
  { asked, route, embed }: Pick<Watched, 'asked' | 'route' | 'embed'>,
  semantic: SemanticCache,
  { events }: Parts,
): Promise<void> {
  if (!answer) return;
  const same = alikeByText(answer.key, text) ?? (await semantic.alike(answer.key, text, embed));
  if (same === undefined) return;
  const limit = route.maxWrongPercent / 100;
  const verdict = await semantic.verified({
    route: asked.route,
    same,
    limit,
    ...(entry !== undefined && { entry }),
    ...(nearness !== undefined && { nearness }),
  });
  if (verdict?.switchedOff) events.emit({ type: 'semantic-off', route: asked.route, checked: verdict.checked, wrong: verdict.wrong });
}

const sameByText = ({ answer }: Found, text: string): boolean | undefined => (answer ? alikeByText(answer.key, text) : undefined);

const partsOf = ({ similarity, entry, guard }: Found): Pick<SemanticVerdict, 'similarity' | 'entry' | 'guard'> => ({
  ...(similarity !== undefined && { similarity: Math.min(1, Math.max(0, similarity)) }),
  ...(entry !== undefined && { entry }),
  ...(guard !== undefined && { guard }),
});
