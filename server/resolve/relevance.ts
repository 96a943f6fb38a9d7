/**
 * Which functions are worth executing for themselves: those whose text holds a call that may matter, or a name that leads to one. The others are
 * executed only when one of these asks for what they return. In real code that leaves out half of all functions.
 */
import type { ClassNode, FunctionNode, Span } from '../ir/nodes.ts';
import type { ModuleState, Run } from './run.ts';
import type { ClassValue, FunctionValue, Value } from './values.ts';

export interface RelevanceOptions {
  /** Matches text that may be a call worth recording, and captures its name; global. */
  readonly call: RegExp;
  /** Whether a name it captured may be one in the text of a module. */
  mayBeCalled(name: string, text: string): boolean;
  /** Whether an imported name or module is one of a library worth recording calls of. */
  isLibrary(path: string): boolean;
}

interface Candidate {
  readonly name: string | undefined;
  readonly span: Span;
  /** What is in it: looked at when something in it leads to a call, because it may not have been read yet. */
  readonly cls?: ClassNode;
}

const MAX_DEPTH = 6;
/** Names that any class has: they lead nowhere in particular. */
const COMMON = /^(__\w+__|constructor|main|run|get|set|close|init|setup|start|stop)$/;

export class Relevance {
  private readonly places = new Map<string, Places>();
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
    const result = state === undefined || within(this.leading(state).distinct, fn.fn.span);
    this.known.set(fn.fn, result);
    return result;
  }

  /** Fields of a class are worked out together, and may call what has a common name. */
  ofClass(cls: ClassValue): boolean {
    const state = this.run.module(cls.module);
    return state === undefined || within(this.leading(state).all, cls.cls.span);
  }

  private leading(state: ModuleState): Places {
    const { path, text } = state.module;
    const known = this.places.get(path);
    if (known) return known;
    this.places.set(path, ANYWHERE);
    const names = new Set<string>();
    const candidates: Candidate[] = [];
    for (const [name, value] of state.scope.names.own) {
      if (value.kind === 'lazy') {
        if (value.specifier !== undefined && this.leads(state, value.specifier)) names.add(name);
      } else if (value.kind === 'function' && value.module === path) candidates.push({ name, span: value.fn.span });
      else if (value.kind === 'class' && value.module === path) {
        candidates.push({ name, span: value.cls.span, cls: value.cls });
      } else if (this.isOfLibrary(value, 0)) names.add(name);
    }
    const common = new Set<string>();
    const distinct = spread(text, { places: this.callsIn(text), fresh: names, rest: candidates, names }, common);
    const all = common.size === 0 ? distinct : spread(text, { ...distinct, fresh: common, names: new Set([...names, ...common]) });
    const places = { distinct: distinct.places, all: all.places };
    this.places.set(path, places);
    return places;
  }

  private callsIn(text: string): number[] {
    const known = new Map<string, boolean>();
    const mayBe = (name: string): boolean => {
      const answer = known.get(name) ?? this.options.mayBeCalled(name, text);
      known.set(name, answer);
      return answer;
    };
    return placesOf(text, this.options.call, ([, name = '']) => mayBe(name));
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

/** Where the text of a module holds a call or a name that leads to one: sorted, by names that lead to one thing alone, and by all names. */
interface Places {
  readonly distinct: readonly number[] | 'anywhere';
  readonly all: readonly number[] | 'anywhere';
}

/** While that is worked out. */
const ANYWHERE: Places = { distinct: 'anywhere', all: 'anywhere' };

interface Spread {
  readonly places: readonly number[];
  /** Names that have not been looked for. */
  readonly fresh: ReadonlySet<string>;
  /** What nothing found so far leads to. */
  readonly rest: readonly Candidate[];
  /** All names that lead to a call. */
  readonly names: Set<string>;
}

/** Goes on to what leads to a call, in rounds, because a function may lead to another. Common names are put aside where `common` is given. */
function spread(text: string, from: Spread, common?: Set<string>): Spread {
  let { places, fresh, rest } = from;
  const { names } = from;
  for (let more = true; more; more = fresh.size > 0) {
    const pattern = patternOf(fresh);
    if (pattern) places = merged(places, placesOf(text, pattern));
    const next = new Set<string>();
    const left: Candidate[] = [];
    const visit = (candidate: Candidate): void => {
      if (!within(places, candidate.span)) {
        left.push(candidate);
        return;
      }
      for (const member of candidate.cls?.members ?? []) if (member.fn) visit({ name: member.name, span: member.fn.span });
      const { name } = candidate;
      if (name === undefined || names.has(name)) return;
      if (common && COMMON.test(name)) common.add(name);
      else next.add(name);
    };
    for (const candidate of rest) visit(candidate);
    rest = left;
    fresh = next;
    for (const name of fresh) names.add(name);
  }
  return { places, fresh, rest, names };
}

function patternOf(names: ReadonlySet<string>): RegExp | undefined {
  const words = [...names].filter(name => /^[\w$]+$/.test(name)).map(name => name.replaceAll('$', '\\$'));
  return words.length ? new RegExp(`(?<![\\w$])(?:${words.join('|')})(?![\\w$])`, 'g') : undefined;
}

function placesOf(text: string, pattern: RegExp, isOne: (match: RegExpExecArray) => boolean = () => true): number[] {
  const places: number[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) if (isOne(match)) places.push(match.index);
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
