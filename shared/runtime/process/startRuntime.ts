/** Puts a runtime together: ledger, prices, cache, gateway. What a process does around it is in `serve.ts`. */
import { openPrices } from '../../models/priceSource.ts';
import { siteRegistry } from '../attribution/siteRegistry.ts';
import type { Alert, Budget } from '../budget/budget.ts';
import { isSameLimit, type LimitsInForce, limitsInForce } from '../budget/limitsInForce.ts';
import { raiseLimit } from '../budget/raiseLimit.ts';
import { openExactCache } from '../cache/openExactCache.ts';
import { isWanted } from '../cache/semantic/routes.ts';
import { openSemanticCache } from '../cache/semantic/semanticCache.ts';
import { semanticOffSentence } from '../cache/semantic/wording.ts';
import { conversationBook } from '../conversations/conversationBook.ts';
import { dialectOf } from '../dialects/index.ts';
import { dashboardSessions } from '../gateway/dashboard/sessions.ts';
import { eventBus } from '../gateway/events.ts';
import { createGateway } from '../gateway/gateway.ts';
import type { IdentityDefaults } from '../gateway/identity.ts';
import { createPricer } from '../pricing/pricer.ts';
import { openRouter } from '../router/router.ts';
import type { RuntimeSettings } from '../settings.ts';
import { spendBudget } from '../spend/spendBudget.ts';
import { spendFeed } from '../spend/spendFeed.ts';
import { openSqliteStore } from '../store/sqlite/sqliteStore.ts';
import type { Store } from '../store/store.ts';
import { openTelemetry } from '../telemetry/telemetry.ts';
import { createAlertSink } from './alerts.ts';
import { faultLine } from './faultLine.ts';
import type { Home } from './home.ts';
import { branchesOf, identityDefaults } from './identityDefaults.ts';
import type { Log } from './log.ts';
import type { RuntimeStatus } from './runningRuntime.ts';
import { readSalt } from './salt.ts';
import { teamOf } from './teamOf.ts';
import { troubleLog } from './troubleLog.ts';
import { keepYoungGenerationSmall } from './youngGeneration.ts';

export interface StartOptions {
  /** Its folder is there already. */
  readonly home: Home;
  readonly settings: RuntimeSettings;
  /** 0: any that is free. */
  readonly port: number;
  /** Where it was started: the git repository there is the project of calls that name none. */
  readonly folder: string;
  readonly version: string;
  readonly controlToken: string;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** Asked to stop over the control endpoint. */
  readonly onStop: () => void;
}

export interface Runtime {
  readonly url: string;
  /** As they were at the start. */
  readonly limits: LimitsInForce;
  /** Lets requests under way end, for at most `graceMs`; then breaks them off, settles and closes. */
  close(graceMs?: number): Promise<void>;
}

/** The port is another program's. */
export class PortTaken extends Error {}

const GRACE_MS = 10_000;

/** Rejects with `PortTaken`, `StoreUnavailable`, or an error that says what is wrong with the home; nothing is left open then. */
export async function startRuntime(options: StartOptions): Promise<Runtime> {
  const { home, settings, port, folder, version, controlToken, log, clock = Date.now, onStop } = options;
  keepYoungGenerationSmall();
  const defaultsFromGit = identityDefaults(settings, folder);
  const salt = readSalt(home);
  const sites = siteRegistry(clock);
  const events = eventBus(sites.place);
  const onNote = (note: string) => log.warn(note);
  const onAlert = (alert: Alert) => events.emit({ type: 'alert', alert });
  const local = openSqliteStore({
    file: home.ledger,
    clock,
    timeZone: settings.timeZone,
    onNote,
    onAlert,
  });
  const team = await teamOf({ home, settings, local, clock, onNote, onAlert });
  const store: Store = team ?? local;
  const cache = settings.cache.enabled
    ? openExactCache({
        file: home.cache,
        settings: settings.cache,
        clock,
        onTrouble: message => log.warn(message),
        ...(team && { shared: team.entries }),
      })
    : undefined;
  const semantic =
    cache && isWanted(settings.semanticCache)
      ? openSemanticCache({
          file: home.semanticCache,
          settings: settings.semanticCache,
          onTrouble: message => log.warn(message),
          ...(team && { team: team.questions }),
        })
      : undefined;
  const prices = openPrices(settings.models);
  const router =
    settings.router && openRouter({ settings: settings.router, file: home.router, prices, onTrouble: message => log.warn(message) });
  const alerts = createAlertSink({
    log,
    timeZone: settings.timeZone,
    ...(settings.alertWebhook === undefined ? {} : { webhook: settings.alertWebhook }),
  });
  const trouble = troubleLog(log, clock);
  const telemetry = await openTelemetry(
    { settings: settings.telemetry, upstreams: settings.upstreams, store, version, clock, onTrouble: trouble },
    events,
  );
  events.listen(event => {
    if (event.type === 'alert') alerts.tell([event.alert]);
    if (event.type === 'trouble') trouble(event.message);
    if (event.type === 'storm') log.warn(event.message);
    if (event.type === 'semantic-off') log.warn(semanticOffSentence(event));
  });

  const spend = spendFeed({
    file: home.ledger,
    timeZone: settings.timeZone,
    events,
    clock,
    budgets: async () => (await store.states(clock())).map(spendBudget),
    placeOf: sites.place,
    onTrouble: message => log.warn(message),
  });

  async function closeParts(): Promise<void> {
    await spend.close();
    await telemetry?.close();
    await semantic?.close();
    router?.close();
    cache?.close();
    await store.close();
    await alerts.close();
  }

  try {
    // Those of the configuration are this machine's own, those of a team are set by command.
    await applyLimits(local, settings);
    const startedAt = new Date(clock()).toISOString();
    const gateway = await createGateway({
      settings,
      store,
      pricer: createPricer({ prices, accountTier: settings.accountTier }),
      ...(router ? { router } : {}),
      dialectOf,
      ...(cache ? { cache } : {}),
      ...(semantic ? { semantic } : {}),
      ...(settings.storm.enabled ? { conversations: { book: conversationBook(), limits: settings.storm } } : {}),
      ...(telemetry?.metrics ? { metrics: telemetry.metrics } : {}),
      sites,
      branchOf: branchesOf(),
      identity: withSalt(await defaultsFromGit, () => team?.salt ?? salt),
      events,
      clock,
      port,
      control: {
        token: controlToken,
        status: (): RuntimeStatus => ({
          url: gateway.url,
          pid: process.pid,
          farthing: version,
          startedAt,
          inFlight: gateway.inFlight,
          ...(team && { team: { name: settings.store?.namespace ?? '', reachable: team.reachable } }),
          ...(semantic && { semanticCache: semantic.state() }),
        }),
        ...(semantic && { semantic }),
        raise: wanted => raiseLimit(store, wanted, { now: clock(), timeZone: settings.timeZone }),
        sites,
        spend,
        dashboard: { sessions: dashboardSessions(clock) },
        stop: onStop,
      },
      onBug: bug => log.error(faultLine(bug)),
    });
    void semantic?.warm();
    return {
      url: gateway.url,
      limits: await limitsInForce(store, clock()).catch(() => limitsInForce(local, clock())),
      async close(graceMs = GRACE_MS) {
        await spend.close();
        await gateway.close(graceMs);
        await closeParts();
      },
    };
  } catch (error) {
    await closeParts();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortTaken(`port ${port} is taken`, { cause: error });
    throw error;
  }
}

/** A credential is the same on every machine of a team, once its store was seen. */
function withSalt(defaults: Omit<IdentityDefaults, 'salt'>, salt: () => Buffer): IdentityDefaults {
  return {
    ...defaults,
    get salt() {
      return salt();
    },
  };
}

/** Limits of the configuration hold anew from each start. One that is set so already keeps what it was raised to. */
async function applyLimits(store: Store, { budgets, request }: RuntimeSettings): Promise<void> {
  const known = await store.budgets();
  const isSet = (budget: Budget) =>
    known.some(one => isSameLimit(one, budget) && one.money === budget.money && one.tokens === budget.tokens);
  await Promise.all(budgets.filter(budget => !isSet(budget)).map(budget => store.setBudget(budget)));
  if (request) await store.setRequestLimits(request);
}
