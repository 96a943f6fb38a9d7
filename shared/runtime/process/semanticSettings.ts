/** The semantic cache as it is configured, every default filled in. */
import { resolve } from 'node:path';
import { DEFAULT_RUNTIME } from '../../config/runtimeDefaults.ts';
import type { UserConfig } from '../../config/userSchema.ts';
import type { EmbedderSettings, SemanticRoute, SemanticSettings, Upstream } from '../settings.ts';
import type { Home } from './home.ts';

type Written = NonNullable<NonNullable<UserConfig['runtime']>['semanticCache']>;
type Problems = { readonly problems: readonly string[] };

/** Folders are meant from the home. */
export function semanticSettings(written: Written, upstreams: ReadonlyMap<string, Upstream>, home: Home): SemanticSettings | Problems {
  const { maxMegabytes, ...defaults } = DEFAULT_RUNTIME.semanticCache;
  const embedder = embedderSettings(written.embedder ?? { kind: 'sentence-encoder' }, upstreams, home);
  if ('problems' in embedder) return embedder;
  const treatment = treatmentOf(written, defaults);
  return {
    ...treatment,
    maxMegabytes: written.maxMegabytes ?? maxMegabytes,
    embedder,
    routes: (written.routes ?? []).map(({ match, ...route }) => ({ match, ...treatmentOf(route, treatment) })),
  };
}

function treatmentOf(written: Partial<SemanticRoute>, otherwise: SemanticRoute): SemanticRoute {
  return {
    mode: written.mode ?? otherwise.mode,
    ttlSeconds: written.ttlSeconds ?? otherwise.ttlSeconds,
    verifyPercent: written.verifyPercent ?? otherwise.verifyPercent,
    maxWrongPercent: written.maxWrongPercent ?? otherwise.maxWrongPercent,
    allow: written.allow ?? otherwise.allow,
  };
}

function embedderSettings(
  { kind, folder, upstream, model, key }: NonNullable<Written['embedder']>,
  upstreams: ReadonlyMap<string, Upstream>,
  home: Home,
): EmbedderSettings | Problems {
  switch (kind) {
    case 'sentence-encoder':
      return { kind, folder: folder === undefined ? home.encoder : resolve(home.folder, folder) };
    case 'onnx':
      if (folder === undefined) return { problems: ['the embedder "onnx" needs the "folder" of its model'] };
      return { kind, folder: resolve(home.folder, folder), packages: home.encoder };
    case 'endpoint': {
      if (upstream === undefined || model === undefined) return { problems: ['the embedder "endpoint" needs "upstream" and "model"'] };
      if (upstreams.get(upstream)?.dialect !== 'openai') {
        return { problems: [`the embedder's upstream "${upstream}" is none that speaks OpenAI's dialect`] };
      }
      return { kind, upstream, model, ...(key !== undefined && { key }) };
    }
  }
}
