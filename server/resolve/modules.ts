/** Modules of the project: executed once, on demand; import cycles see what is bound so far. */
import { unknown } from './construct.ts';
import { newFrame } from './functions.ts';
import type { ModuleState, Run } from './run.ts';
import { Scope } from './scope.ts';
import { executeAll } from './statements.ts';
import type { Value } from './values.ts';

export class Modules {
  private readonly states = new Map<string, ModuleState | undefined>();
  private readonly run: Run;

  constructor(run: Run) {
    this.run = run;
  }

  state(path: string): ModuleState | undefined {
    if (this.states.has(path)) return this.states.get(path);
    const module = this.run.host.load(path);
    if (!module) {
      this.states.set(path, undefined);
      return undefined;
    }
    const scope = new Scope();
    const state = { module, scope, exports: new Map(), stars: [], done: false } as unknown as ModuleState;
    (state as { top: ModuleState['top'] }).top = newFrame(state, scope, { constructing: false });
    this.states.set(path, state);
    executeAll(this.run, module.body, state.top);
    state.done = true;
    return state;
  }

  exported(path: string, name: string, seen: ReadonlySet<string> = new Set()): Value {
    const state = this.state(path);
    if (!state || seen.has(path)) return unknown(`module ${path} could not be read`);
    if (state.module.language === 'python') return state.scope.get(name) ?? unknown(`${name} is not defined in its module`);
    const direct = state.exports.get(name);
    if (direct) return direct();
    for (const star of state.stars) {
      const target = this.run.resolveImport(state, star);
      const value = target === undefined ? undefined : this.exported(target, name, new Set([...seen, path]));
      if (value && value.kind !== 'unknown') return value;
    }
    const common = state.scope.get('\0module.exports');
    if (common) return name === 'default' ? common : this.run.member(common, name);
    return unknown(`${name} is not exported by its module`);
  }
}
