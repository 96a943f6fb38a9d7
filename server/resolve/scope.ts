import { unknown } from './construct.ts';
import type { Value } from './values.ts';

/** A name whose value is worked out when it is first read: an import, so that a file loads only the modules it uses. */
export interface Lazy {
  readonly kind: 'lazy';
  force(): Value;
}

export function lazy(make: () => Value): Lazy {
  let value: Value | undefined;
  return {
    kind: 'lazy',
    force() {
      if (value) return value;
      value = unknown('an import cycle');
      value = make();
      return value;
    },
  };
}

export function forced(value: Value | Lazy): Value {
  return value.kind === 'lazy' ? value.force() : value;
}

/** Names in force at one place. Branches copy and join `names`; closures hold the scope itself and so see its latest state. */
export class Scope {
  names = new Map<string, Value | Lazy>();
  readonly parent: Scope | undefined;

  constructor(parent?: Scope) {
    this.parent = parent;
  }

  get(name: string): Value | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const value = scope.names.get(name);
      if (value !== undefined) return forced(value);
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
