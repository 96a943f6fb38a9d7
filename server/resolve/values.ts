/**
 * Abstract values: what an expression may be, as far as the source says.
 *
 * Values are immutable and have value semantics: `messages.append(x)` rebinds `messages` to a longer list.
 */

import type { Volatility } from '../../shared/catalogue/schema.ts';
import type { ClassNode, FunctionNode, Span } from '../ir/nodes.ts';

/** Where a value was written. */
export interface Location {
  readonly path: string;
  readonly span: Span;
}

export type Value =
  | ConstantValue
  | TextValue
  | ListValue
  | DictValue
  | JsonValue
  | ExternalValue
  | InstanceValue
  | FunctionValue
  | ClassValue
  | ObjectValue
  | ModuleValue
  | PipelineValue
  | ParamValue
  | UnionValue
  | UnknownValue;

interface Located {
  readonly at?: Location;
}

/** A literal. `null` stands for None, null and undefined. */
export interface ConstantValue extends Located {
  readonly kind: 'constant';
  readonly value: string | number | boolean | null;
}

/** A string of which parts are known. Never without a hole: that is a constant. */
export interface TextValue extends Located {
  readonly kind: 'text';
  readonly parts: readonly TextPart[];
}

export type TextPart =
  | { readonly kind: 'static'; readonly text: string; readonly at?: Location }
  | {
      readonly kind: 'hole';
      readonly value: Value;
      readonly at?: Location;
      readonly format?: string /** As written: `user.name`. */;
      readonly label: string;
      /** The name a template has for it: `{current_date}`. */
      readonly field?: string;
    };

export interface ListValue extends Located {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly variant?: 'list' | 'tuple' | 'set';
  /** Set when there may be more items than these, and why. */
  readonly open?: string;
  /** Grown in a loop without being trimmed. */
  readonly grows?: boolean;
}

export interface DictValue extends Located {
  readonly kind: 'dict';
  readonly entries: ReadonlyMap<string, DictSlot>;
  /** Set when there may be more entries than these, and why. */
  readonly open?: string;
  /** Unresolved values spread into it (`**kwargs`), so that a caller's argument can fill them in. */
  readonly spreads?: readonly Value[];
}

export interface DictSlot {
  readonly value: Value;
  readonly at?: Location;
  readonly keyAt?: Location;
  /** Set on some paths only. */
  readonly maybe?: boolean;
}

/** `json.dumps(x)`, `JSON.stringify(x)`: text whose structure is known. */
export interface JsonValue extends Located {
  readonly kind: 'json';
  readonly of: Value;
  readonly sorted: boolean;
}

/** A name of a library: `openai`, `openai.OpenAI`, `openai.chat.completions.create`; language-prefixed nowhere. */
export interface ExternalValue extends Located {
  readonly kind: 'external';
  readonly path: string;
}

/** What calling something of a library gives: `OpenAI()`, `datetime.now()`; `members` is what was read from it since (`client.chat.completions`). */
export interface InstanceValue extends Located {
  readonly kind: 'instance';
  /** The called name: `openai.OpenAI`, `datetime.datetime.now`. */
  readonly of: string;
  readonly args: ArgumentBag;
  readonly members: readonly string[];
  /** Result of a method of another value: `of` is then the method (`chats.create`), not a path. */
  readonly receiver?: Value;
  /** Evaluated once when the module loads, not per call. */
  readonly perProcess?: boolean;
  /** Known only by annotation or by its own default, not by construction here: its arguments are unknown. */
  readonly declared?: boolean;
}

export interface FunctionValue extends Located {
  readonly kind: 'function';
  readonly fn: FunctionNode;
  readonly module: string;
  readonly scope: unknown;
  readonly self?: Value;
  /** The class a method is written in; `self` may be an object of a class that extends it. */
  readonly owner?: ClassValue;
  readonly name?: string;
}

export interface ClassValue extends Located {
  readonly kind: 'class';
  readonly cls: ClassNode;
  readonly module: string;
  readonly scope: unknown;
}

/** An instance of a class of the project. */
export interface ObjectValue extends Located {
  readonly kind: 'object';
  readonly cls: ClassValue;
  readonly args?: ArgumentBag;
}

/** A module of the project. */
export interface ModuleValue extends Located {
  readonly kind: 'module';
  readonly path: string;
}

/** `prompt | llm | parser`, `prompt.pipe(llm)`. */
export interface PipelineValue extends Located {
  readonly kind: 'pipeline';
  readonly steps: readonly Value[];
}

/** A parameter of a function of the project, not yet bound to a caller's argument. */
export interface ParamValue extends Located {
  readonly kind: 'param';
  readonly fn: FunctionNode;
  readonly name: string;
  readonly default?: Value;
  /** External type it is annotated with: `openai.OpenAI`. */
  readonly type?: string;
  /** An object of the project's class it is annotated with. */
  readonly declared?: Value;
  readonly members: readonly string[];
  readonly rest?: 'list' | 'dict';
}

export interface UnionValue extends Located {
  readonly kind: 'union';
  readonly options: readonly Value[];
}

export interface UnknownValue extends Located {
  readonly kind: 'unknown';
  readonly reason: string;
  /** Known sources of change even where the value is not known. */
  readonly volatility?: Volatility;
  /** What it was computed from, for volatility. */
  readonly from?: readonly Value[];
}

/** The arguments of a call, both languages alike. */
export interface ArgumentBag {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, DictSlot>;
  /** Set when a spread hides arguments, and why. */
  readonly open?: string;
  /** The values spread into it, where they are not resolved here. */
  readonly spreads?: readonly Value[];
}
