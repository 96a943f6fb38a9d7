import { DEFAULT_RUNTIME } from '../../config/runtimeDefaults.ts';
import type { UserConfig } from '../../config/userSchema.ts';
import type { Route, RouterSettings } from '../router/routerSettings.ts';

type Written = NonNullable<NonNullable<UserConfig['runtime']>['router']>;

/** `problems`: sentences. */
export function routerSettings({ mode, routes }: Written): RouterSettings | { readonly problems: readonly string[] } {
  const problems = routes.flatMap(({ models, thresholds }, at) => {
    const place = `runtime.router.routes[${at}]`;
    const several = new Set(models).size < models.length ? [`${place}.models names a model twice`] : [];
    if (thresholds === undefined) return several;
    if (thresholds.length !== models.length - 1)
      return [...several, `${place}.thresholds must have ${models.length - 1}, one less than models`];
    const rises = thresholds.every((value, index) => index === 0 || value >= (thresholds[index - 1] as number));
    return rises ? several : [...several, `${place}.thresholds must rise`];
  });
  if (problems.length > 0) return { problems };
  return {
    routes: routes.map(
      ({ models, thresholds, check, capabilities = {}, mode: own = mode ?? DEFAULT_RUNTIME.routerMode }): Route => ({
        mode: own,
        models,
        thresholds: thresholds ?? models.slice(1).map((_, at) => (at + 1) / models.length),
        ...(check && { check: { ...check, timeoutSeconds: check.timeoutSeconds ?? DEFAULT_RUNTIME.checkTimeoutSeconds } }),
        capabilities,
      }),
    ),
  };
}
