/**
 * Which functions are worth executing for themselves: those whose text holds a call that may matter, or a name that leads to one. The others are
 * executed only when one of these asks for what they return. In real code that leaves out half of all functions.
 */
import type { FunctionNode, Span } from '../ir/nodes.ts';
import type { ModuleState, Run } from './run.ts';
import type { FunctionValue, Value } from './values.ts';

export interface RelevanceOptions {
  /** Matches text that may be a call worth recording. */
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
  private readonly names = new Map<string, RegExp | undefined>();
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
    const result = state === undefined || this.mentions(state, fn.fn.span, this.leading(state));
    this.known.set(fn.fn, result);
    return result;
  }

  private mentions(state: ModuleState, span: Span, names: RegExp | undefined): boolean {
    const text = state.module.text.slice(span.start, span.end);
    return this.options.call.test(text) || (names?.test(text) ?? false);
  }

  /** Matches the names of a module that lead to a call worth recording. */
  private leading(state: ModuleState): RegExp | undefined {
    const { path } = state.module;
    if (this.names.has(path)) return this.names.get(path);
    // While this is worked out, every name counts.
    this.names.set(path, /\w/);
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
    let pattern = patternOf(names);
    let rest = candidates;
    for (let found = true; found; ) {
      const before = names.size;
      const left: Candidate[] = [];
      for (const candidate of rest) {
        if (!this.mentions(state, candidate.span, pattern)) left.push(candidate);
        else if (candidate.name !== undefined && !COMMON.test(candidate.name)) names.add(candidate.name);
      }
      rest = left;
      found = names.size > before;
      if (found) pattern = patternOf(names);
    }
    this.names.set(path, pattern);
    return pattern;
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
  return words.length ? new RegExp(`(?<![\\w$])(?:${words.join('|')})(?![\\w$])`) : undefined;
}
