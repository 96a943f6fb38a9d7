/** The generated project is analysed and told to a registry; each of its requests is attributed; what came out is counted. */

import { fingerprintOf } from '../../../server/attribution/fingerprint.ts';
import type { CallSite } from '../../../server/calls/callSite.ts';
import { createProgram } from '../../../server/calls/program.ts';
import { parseModule } from '../../../server/syntax/parseModule.ts';
import { loadParsers } from '../../../server/syntax/parsers.ts';
import { openSource, type SourceFile } from '../../../server/syntax/source.ts';
import { catalogue } from '../../../shared/catalogue/index.ts';
import { askedOf } from '../../../shared/runtime/attribution/asked.ts';
import { type SiteRegistry, siteRegistry } from '../../../shared/runtime/attribution/siteRegistry.ts';
import { dialectOf } from '../../../shared/runtime/dialects/index.ts';
import { type GeneratedProject, generatedProject, type WireCall } from './project.ts';

export interface Counts {
  readonly requests: number;
  readonly right: number;
  readonly rightAtHigh: number;
  readonly wrong: number;
  readonly wrongAtHigh: number;
  readonly ambiguous: number;
  readonly none: number;
}

export interface Trial {
  readonly sites: number;
  readonly counts: Counts;
  /** A sentence for each that was not put down to its site. */
  readonly misses: readonly string[];
  readonly registry: SiteRegistry;
  readonly project: GeneratedProject;
}

const WORKSPACE = '/shops';

export async function runTrial(requestsPerSite: number): Promise<Trial> {
  const project = generatedProject();
  const registry = siteRegistry(() => 0);
  const idOf = await tellSites(project, registry);
  const misses: string[] = [];
  const counts = { requests: 0, right: 0, rightAtHigh: 0, wrong: 0, wrongAtHigh: 0, ambiguous: 0, none: 0 };
  for (const { file, symbol, request } of project.sites) {
    for (let nth = 0; nth < requestsPerSite; nth++) {
      const choice = attributed(request(nth), registry);
      counts.requests++;
      const isHigh = choice?.attribution.confidence === 'high';
      const isRight = choice?.site !== undefined && choice.site === idOf.get(`${file} ${symbol}`);
      if (isRight) counts.right++;
      else if (choice?.site !== undefined) counts.wrong++;
      else if (choice) counts.ambiguous++;
      else counts.none++;
      if (isRight && isHigh) counts.rightAtHigh++;
      if (!isRight && isHigh) counts.wrongAtHigh++;
      if (!isRight) misses.push(`${symbol} #${nth}: ${choice?.site ?? choice?.attribution.confidence ?? 'none'}`);
    }
  }
  return { sites: registry.places().length, counts, misses, registry, project };
}

export function attributed(call: WireCall, registry: SiteRegistry): ReturnType<SiteRegistry['attribute']> {
  const { dialect, path, headers, body } = call;
  const facts = dialectOf(dialect).read({ method: 'POST', path, headers, body: Buffer.from(JSON.stringify(body)) });
  const asked = askedOf(dialect, facts, facts.content, headers);
  return asked && registry.attribute(asked);
}

/** Ids of the sites by file and function. */
async function tellSites({ files }: GeneratedProject, registry: SiteRegistry): Promise<ReadonlyMap<string, string>> {
  const parsers = await loadParsers();
  const modules = new Map([...files].map(([path, text]) => [path, parseModule(openSource(path, text) as SourceFile, parsers)]));
  const program = createProgram({ load: path => modules.get(path), resolve: () => undefined }, catalogue);
  const ids = new Map<string, string>();
  const told = [...files.keys()].map(path => {
    const calls = program.calls(path);
    for (const { symbol, id } of calls) ids.set(`${path} ${symbol}`, id);
    return [path, calls.flatMap((call, at) => factsOf(call, at, calls))] as const;
  });
  registry.update('trial', { version: 1, workspace: WORKSPACE, whole: true, files: Object.fromEntries(told) });
  return ids;
}

function factsOf(call: CallSite, at: number, all: readonly CallSite[]) {
  const fingerprint = fingerprintOf(call);
  if (!fingerprint) return [];
  const wraps = (call.via ?? []).flatMap(({ span }) => all.find(other => other.span.start === span.start)?.id ?? []);
  return [{ place: { id: call.id, line: at + 1, endLine: at + 1, ...(call.symbol && { symbol: call.symbol }) }, fingerprint, wraps }];
}
