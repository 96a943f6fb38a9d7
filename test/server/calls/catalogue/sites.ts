/** Tables of code and the call sites it must give, run through parser, resolution and the whole catalogue. */
import assert from 'node:assert/strict';
import type { CallSite, Field, Loop } from '../../../../server/calls/callSite.ts';
import { createProgram } from '../../../../server/calls/program.ts';
import type { Module } from '../../../../server/ir/nodes.ts';
import { parseModule } from '../../../../server/syntax/parseModule.ts';
import { loadParsers, type Parsers } from '../../../../server/syntax/parsers.ts';
import { openSource } from '../../../../server/syntax/source.ts';
import { catalogue } from '../../../../shared/catalogue/index.ts';

/** What a table says of a site; what it leaves out may be anything. */
export interface Expected {
  readonly api: string;
  readonly kind?: CallSite['kind'];
  readonly operation?: CallSite['operation'];
  readonly sdk?: string;
  readonly provider?: CallSite['provider'];
  readonly free?: boolean;
  /** The value, 'absent' or 'unknown'. */
  readonly model?: string;
  readonly limit?: number | 'absent' | 'unknown';
  readonly missing?: NonNullable<CallSite['missingLimit']>['sends'];
  /** Every limit as written: `max_tokens deprecated`. */
  readonly written?: readonly string[];
  /** Text of the system prompt, a hole as `{label}`; or its state. */
  readonly system?: string;
  readonly messages?: string;
  readonly tools?: number | 'absent' | 'unknown';
  /** `bounded 10 default`, `unbounded argument`, `none`. */
  readonly loop?: string;
  readonly k?: number | 'absent' | 'unknown' | `default ${number}`;
  readonly reranked?: boolean | 'absent' | 'unknown';
  readonly marker?: string;
  readonly n?: number | 'absent' | 'unknown';
  readonly effort?: string;
}

export type Row = readonly [sentence: string, code: string, expected: readonly Expected[]];

let parsers: Parsers | undefined;

/** Call sites of files of one small project; the first is asked. */
export async function sitesOf(files: Readonly<Record<string, string>>): Promise<readonly CallSite[]> {
  parsers ??= await loadParsers();
  const modules = new Map<string, Module>();
  for (const [path, text] of Object.entries(files)) {
    const source = openSource(path, text);
    if ('unreadable' in source) throw new Error(source.unreadable);
    modules.set(path, parseModule(source, parsers));
  }
  const program = createProgram({ load: path => modules.get(path), resolve: (_from, specifier) => fileOf(specifier, files) }, catalogue);
  return program.calls(Object.keys(files)[0] as string);
}

/** `./llm.ts`, `.llm`, `llm` and `app.llm` are the file of that name. */
function fileOf(specifier: string, files: Readonly<Record<string, string>>): string | undefined {
  const name = specifier
    .replace(/^[./]+/, '')
    .replaceAll('.', '/')
    .replace(/\/(ts|js)$/, '');
  return name === '' ? undefined : Object.keys(files).find(path => path.replace(/\.\w+$/, '').endsWith(`/${name}`));
}

const field = <T>(value: Field<T>): T | string => (value.state === 'present' ? value.value : value.state);

const loop = (value: Loop): string =>
  [value.state, value.bound, value.weak ? 'weak' : undefined, value.by].filter(part => part !== undefined).join(' ');

function text(site: CallSite, section: 'system' | 'messages'): string {
  const parts = site.blocks.filter(block => block.section === section).flatMap(block => block.parts);
  if (section === 'system' && site.systemPrompt.state !== 'present') return site.systemPrompt.state;
  return parts.map(part => (part.kind === 'static' ? part.text : `{${part.label}}`)).join('');
}

const summary: { readonly [Key in keyof Required<Expected>]: (site: CallSite) => unknown } = {
  api: site => site.api,
  kind: site => site.kind,
  operation: site => site.operation,
  sdk: site => site.sdk,
  provider: site => site.provider,
  free: site => site.free,
  model: site => field(site.model),
  limit: site => field(site.maxOutputTokens),
  missing: site => site.missingLimit?.sends,
  written: site => site.limits.map(limit => `${limit.path} ${limit.status}`),
  system: site => text(site, 'system'),
  messages: site => text(site, 'messages'),
  tools: site => field(site.tools),
  loop: site => loop(site.loop),
  k: site =>
    site.retrievalK.state === 'absent' && site.retrievalK.default !== undefined
      ? `default ${site.retrievalK.default}`
      : field(site.retrievalK),
  reranked: site => field(site.reranked),
  marker: site => field(site.cacheMarker),
  n: site => field(site.completions),
  effort: site => field(site.effort),
};

/** Of each site, what the table asks for. */
function asked(site: CallSite, expected: Expected | undefined): Record<string, unknown> {
  const keys = expected ? (Object.keys(expected) as (keyof Expected)[]) : (['api', 'kind', 'sdk', 'model'] as const);
  return Object.fromEntries(keys.map(key => [key, summary[key](site)]));
}

/** A test a row: the code must give these sites, in order, and no others. */
function table(title: string, path: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [sentence, code, expected] of rows) {
      it(sentence, async () => {
        const sites = await sitesOf({ [path]: code });
        assert.deepEqual(
          sites.map((site, index) => asked(site, expected[index])),
          expected.map(row => ({ ...row })),
        );
      });
    }
  });
}

export const python = (title: string, rows: readonly Row[]): void => table(`${title} in Python`, '/project/main.py', rows);
export const typescript = (title: string, rows: readonly Row[]): void => table(`${title} in TypeScript`, '/project/main.ts', rows);
