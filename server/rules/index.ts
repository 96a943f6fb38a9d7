/** All rules, in the order of the documentation. */

import { cacheBustingPrompt } from './cache-busting-prompt.ts';
import { cacheNeverHits } from './cache-never-hits.ts';
import { estimateOff } from './estimate-off.ts';
import { ineffectiveCacheMarker } from './ineffective-cache-marker.ts';
import { missingCacheMarker } from './missing-cache-marker.ts';
import { missingMaxTokens } from './missing-max-tokens.ts';
import { oversizedRetrievalK } from './oversized-retrieval-k.ts';
import { retiredModel } from './retired-model.ts';
import type { Rule } from './rule.ts';
import { supersededModel } from './superseded-model.ts';
import { unboundedToolLoop } from './unbounded-tool-loop.ts';
import { unknownModel } from './unknown-model.ts';
import { unstablePrefixOrder } from './unstable-prefix-order.ts';
import { unusedSuppression } from './unused-suppression.ts';
import { wrongMaxTokensParameter } from './wrong-max-tokens-parameter.ts';

export const rules: readonly Rule[] = [
  cacheBustingPrompt,
  unstablePrefixOrder,
  missingCacheMarker,
  ineffectiveCacheMarker,
  missingMaxTokens,
  wrongMaxTokensParameter,
  oversizedRetrievalK,
  unboundedToolLoop,
  supersededModel,
  retiredModel,
  unknownModel,
  cacheNeverHits,
  estimateOff,
  unusedSuppression,
];
