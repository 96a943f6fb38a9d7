/**
 * Which functions are worth executing for themselves: those whose text holds a call that may matter, or a name that leads to one. The others are
 * executed only when one of these asks for what they return. In real code that leaves out half of all functions.
 */
import type { FunctionNode, Span } from '../ir/nodes.ts';
import type { ModuleState, Run } from './run.ts';
import type { FunctionValue, Value } from './values.ts';

export interface RelevanceOptions {
  /** Matches text that may be a call worth recording; global. */
  readonly call: RegExp;
  /** Whether an imported name or module is one of a library worth recording calls of. */
  isLibrary(path: string): boolean;
}

interface Candidate {
  readonly name: string | undefined;
  readonly span: Span;
}

const MAX_DEPTH = 6;
/** Names that any class has: they lead nowhere in particular. */
const COMMON = /^(__\w+__|constructor|main|run|get|set|close|init|setup|start|stop)$/;

export class Relevance {
  /** Of each module, where its text holds a call or a name that leads to one; 'anywhere' while that is worked out. */
  private readonly places = new Map<string, readonly number[] | 'anywhere'>();
  private readonly known = new Map<FunctionNode, boolean>();
  private readonly run: Run;
  private readonly options: RelevanceOptions;

  constructor(run: Run, options: RelevanceOptions) {
    this.run = run;
    this.options = options;
  }

  of(fn: FunctionValue): boolean {
    const known = this.known.get(fn.fn);
    if (known !== undefined) return known;
    const state = this.run.module(fn.module);
    const result = state === undefined || within(this.leading(state), fn.fn.span);
    this.known.set(fn.fn, result);
    return result;
  }

  private leading(state: ModuleState): readonly number[] | 'anywhere' {
    const { path, text } = state.module;
    const known = this.places.get(path);
    if (known) return known;
    this.places.set(path, 'anywhere');
    const names = new Set<string>();
    const candidates: Candidate[] = [];
    for (const [name, value] of state.scope.names.own) {
      if (value.kind === 'lazy') {
        if (value.specifier !== undefined && this.leads(state, value.specifier)) names.add(name);
      } else if (value.kind === 'function' && value.module === path) candidates.push({ name, span: value.fn.span });
      else if (value.kind === 'class' && value.module === path) {
        candidates.push({ name, span: value.cls.span });
        for (const member of value.cls.members) if (member.fn) candidates.push({ name: member.name, span: member.fn.span });
      } else if (this.isOfLibrary(value, 0)) names.add(name);
    }
    let places: readonly number[] = placesOf(text, this.options.call);
    let fresh: ReadonlySet<string> = names;
    let rest: readonly Candidate[] = candidates;
    // In rounds, because a function may lead to another.
    for (let more = true; more; more = fresh.size > 0) {
      const pattern = patternOf(fresh);
      if (pattern) places = merged(places, placesOf(text, pattern));
      const found = rest.filter(candidate => within(places, candidate.span));
      rest = rest.filter(candidate => !found.includes(candidate));
      fresh = new Set(found.flatMap(({ name }) => (name === undefined || names.has(name) || COMMON.test(name) ? [] : [name])));
      for (const name of fresh) names.add(name);
    }
    this.places.set(path, places);
    return places;
  }

  /** An import of a library worth recording, or of a file of the project, which may wrap one. */
  private leads(state: ModuleState, specifier: string): boolean {
    const { path, language } = state.module;
    return this.options.isLibrary(specifier) || this.run.host.resolve(path, specifier, language) !== undefined;
  }

  private isOfLibrary(value: Value, depth: number): boolean {
    if (depth > MAX_DEPTH) return true;
    const next = (inner: Value) => this.isOfLibrary(inner, depth + 1);
    switch (value.kind) {
      case 'instance':
        return (
          (value.receiver ? next(value.receiver) : this.options.isLibrary(value.of)) ||
          value.args.positional.some(next) ||
          [...value.args.named.values()].some(slot => next(slot.value))
        );
      case 'external':
        return this.options.isLibrary(value.path);
      case 'union':
        return value.options.some(next);
      case 'object':
      case 'pipeline':
      case 'module':
      case 'function':
      case 'class':
        return true;
      case 'list':
        return value.items.slice(0, 20).some(next);
      case 'dict':
        return [...value.entries.values()].slice(0, 20).some(slot => next(slot.value));
      default:
        return false;
    }
  }
}

function patternOf(names: ReadonlySet<string>): RegExp | undefined {
  const words = [...names].filter(name => /^[\w$]+$/.test(name)).map(name => name.replaceAll('$', '\\$'));
  return words.length ? new RegExp(`(?<![\\w$])(?:${words.join('|')})(?![\\w$])`, 'g') : undefined;
}

function placesOf(text: string, pattern: RegExp): number[] {
  const places: number[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) places.push(match.index);
  return places;
}

function merged(a: readonly number[], b: readonly number[]): readonly number[] {
  return b.length === 0 ? a : [...a, ...b].sort((one, other) => one - other);
}

/** Whether any of the sorted places lies in a span. */
function within(places: readonly number[] | 'anywhere', span: Span): boolean {
  if (places === 'anywhere') return true;
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < span.start) low = middle + 1;
    else high = middle;
  }
  return low < places.length && (places[low] as number) < span.end;
}
