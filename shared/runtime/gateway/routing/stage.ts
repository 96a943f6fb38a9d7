/** The router on the path of a request: the last to decide before anything is sent. */
import { createHash } from 'node:crypto';
import { type NanoDollars, subtractMoney } from '../../../money/nanoDollars.ts';
import { isUsers } from '../../conversations/toolCalls.ts';
import type { RouteVerdict } from '../../ledger/verdicts.ts';
import { complexityOf } from '../../router/complexity.ts';
import { type Decision, decide } from '../../router/decision.ts';
import { needsOf } from '../../router/needs.ts';
import type { Router } from '../../router/router.ts';
import { type Route, routeOf } from '../../router/routerSettings.ts';
import { makeAttempts } from '../attempts.ts';
import type { CachePlan } from '../cachePlan.ts';
import type { Intake } from '../intake.ts';
import type { Parts } from '../parts.ts';
import { cascade } from './cascade.ts';
import { toModel } from './toModel.ts';

/** Answers that a router may have had from another model are kept apart from those of the model that was asked for. */
export function apartByRoute(intake: Intake, { router }: Parts): Intake {
  const { own, facts } = intake;
  const route = router && routeOf(router.settings, facts.model);
  if (!route || own.route === 'off' || (route.mode !== 'on' && own.route === undefined)) return intake;
  const rules = JSON.stringify([route.models, route.thresholds, route.check, own.route]);
  const mark = createHash('sha256').update(rules).digest('base64url').slice(0, 12);
  return { ...intake, own: { ...own, cache: { ...own.cache, namespace: `${own.cache.namespace ?? ''} routed ${mark}` } } };
}

/** Sends the request to the model that is chosen for it, and sees it answered. */
export async function throughRouter(intake: Intake, plan: CachePlan, parts: Parts): Promise<void> {
  const { router } = parts;
  const route = router && routeOf(router.settings, intake.facts.model);
  const speaks = intake.facts.operation === 'chat' || intake.facts.operation === 'generate_content';
  if (!router || !route || !speaks) {
    intake.letGoOfContent();
    await makeAttempts(intake, plan, parts);
    return;
  }
  const chosen = await choose(intake, route, router, parts);
  intake.letGoOfContent();
  if (!chosen.checked) await makeAttempts(chosen.intake, plan, parts);
  else await cascade({ cheap: chosen.intake, asked: intake, question: chosen.question, schema: chosen.schema, route, router }, plan, parts);
}

interface Chosen {
  readonly intake: Intake;
  readonly question: string;
  /** That the request asks for. */
  readonly schema: unknown;
  /** Its answer has to pass the route's check. */
  readonly checked: boolean;
}

async function choose(intake: Intake, route: Route, router: Router, parts: Parts): Promise<Chosen> {
  const { facts, identity, own, followed, arrivedAt } = intake;
  const asked = facts.model as string;
  const content = intake.content();
  const question = content.messages.findLast(isUsers)?.texts.join('\n') ?? '';
  const complexity = complexityOf(question, identity.site, router.learned(route));
  const factsOf = await router.modelFacts(facts.provider, route, new Date(arrivedAt));
  const begun = followed?.conversation.chosen;
  const decision = decide(route, {
    model: asked,
    needs: needsOf(facts, content),
    complexity,
    wish: own.route,
    inToolLoop: followed?.inToolLoop ?? (content.messages.at(-1)?.toolResults ?? 0) > 0,
    factsOf,
    ...(begun !== undefined && { begun }),
  });
  const isOn = route.mode === 'on' || decision.wished;
  const other = decision.chosen === asked ? undefined : toModel(intake, decision.chosen);
  const { chosen, reasons }: Pick<Decision, 'chosen' | 'reasons'> =
    decision.chosen === asked || other ? decision : { chosen: asked, reasons: ['the request cannot be sent to another model'] };
  const checked = route.check !== undefined && isOn && !decision.wished && chosen !== asked && !followed?.inToolLoop;
  const difference = other && (await differenceOf(intake, other, parts));
  const verdict: RouteVerdict = {
    mode: isOn ? 'on' : 'shadow',
    asked,
    chosen,
    complexity: complexity.score,
    reasons,
    ...(difference !== undefined && { difference }),
    ...(checked && { checked }),
  };
  if (isOn && followed && !followed.inToolLoop) followed.conversation.chosen = chosen;
  const sent = isOn && other ? other : intake;
  return {
    intake: { ...sent, verdicts: { ...intake.verdicts, route: verdict } },
    question,
    schema: router.schemaIn(content.body),
    checked,
  };
}

/** Worst case of what was asked for less that of what was chosen. */
async function differenceOf(asked: Intake, chosen: Intake, { pricer }: Parts): Promise<NanoDollars | undefined> {
  const at = new Date(asked.arrivedAt);
  const [before, after] = [await pricer.worstCase(asked.facts, at), await pricer.worstCase(chosen.facts, at)];
  if (!('hold' in before) || !('hold' in after) || before.hold.money === undefined || after.hold.money === undefined) return undefined;
  return subtractMoney(before.hold.money, after.hold.money);
}
