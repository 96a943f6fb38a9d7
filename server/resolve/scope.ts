import type { Value } from './values.ts';

/** Names in force at one place. Branches copy and join `names`; closures hold the scope itself and so see its latest state. */
export class Scope {
  names = new Map<string, Value>();
  readonly parent: Scope | undefined;

  constructor(parent?: Scope) {
    this.parent = parent;
  }

  get(name: string): Value | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const value = scope.names.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** Binds in this scope, or in the enclosing one that already declares the name where the language assigns outwards. */
  set(name: string, value: Value, outward: boolean): void {
    if (outward && !this.names.has(name)) {
      for (let scope = this.parent; scope; scope = scope.parent) {
        if (scope.names.has(name)) {
          scope.names.set(name, value);
          return;
        }
      }
    }
    this.names.set(name, value);
  }
}
