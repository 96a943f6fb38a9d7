import { unknown } from './construct.ts';
import type { Value } from './values.ts';

/** A name whose value is worked out when it is first read: an import, so that a file loads only the modules it uses. */
export interface Lazy {
  readonly kind: 'lazy';
  /** The module it comes from, and the name in it: `openai.OpenAI`. */
  readonly specifier?: string;
  force(): Value;
}

export function lazy(make: () => Value, specifier?: string): Lazy {
  let value: Value | undefined;
  return {
    kind: 'lazy',
    ...(specifier === undefined ? {} : { specifier }),
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

/** Names and their values. A branch writes into a layer of its own, so that entering one costs nothing however many names there are. */
export class Names {
  /** What was written in this layer. */
  readonly own = new Map<string, Value | Lazy>();
  readonly base: Names | undefined;

  constructor(base?: Names) {
    this.base = base;
  }

  get(name: string): Value | Lazy | undefined {
    for (let layer: Names | undefined = this; layer; layer = layer.base) {
      const value = layer.own.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  set(name: string, value: Value | Lazy): void {
    this.own.set(name, value);
  }
}

/** Names in force at one place. Branches work on layers of `names`; closures hold the scope itself and so see its latest state. */
export class Scope {
  names = new Names();
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
