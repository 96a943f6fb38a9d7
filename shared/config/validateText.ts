/** Configuration text in, what it says or sentences about what is wrong with it out; whatever schema it is held against. */
import type * as z from 'zod/mini';
import { didYouMean } from './closest.ts';
import { type ConfigFormat, type ConfigText, type KeyPath, readConfigText, type TextPlace } from './sourceText.ts';

export interface ConfigProblem extends TextPlace {
  readonly message: string;
}

export type Validated<T> =
  | { readonly config: T }
  | { readonly problems: readonly ConfigProblem[] }
  /** A package.json or pyproject.toml that says nothing of us. */
  | { readonly absent: true };

/** Every unknown key and bad value is a problem with its place. */
export function validateText<S extends z.ZodMiniType>(text: string, format: ConfigFormat, schema: S): Validated<z.infer<S>> {
  const source = readConfigText(text, format);
  if ('error' in source) return { problems: [{ message: source.error, line: source.line, column: source.column }] };
  if (source.value === undefined) return { absent: true };
  const parsed = schema.safeParse(source.value, { reportInput: true });
  if (parsed.success) return { config: parsed.data };
  const problems = parsed.error.issues.flatMap(issue => explain(issue, [], schema, source));
  return { problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, above: KeyPath, schema: z.ZodMiniType, source: ConfigText): ConfigProblem[] {
  const path = [...above, ...issue.path] as KeyPath;
  const problem = (message: string, at: KeyPath = path, what: 'key' | 'value' = 'value'): ConfigProblem => ({
    message,
    ...source.place(at, what),
  });
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(schema, path);
      const noun = path.at(-1) === 'rules' ? 'rule' : 'key';
      return issue.keys.map(key => problem(`unknown ${noun} "${key}"${didYouMean(key, known)}`, [...path, key], 'key'));
    }
    case 'invalid_value': {
      const given = typeof issue.input === 'string' ? didYouMean(issue.input, issue.values.map(String)) : '';
      return [problem(`${named(path)} must be one of ${issue.values.map(value => JSON.stringify(value)).join(', ')}${given}`)];
    }
    case 'invalid_union': {
      // The branch that got furthest is the one that was meant: a union here is a short form (text) or a long one (an object, a list).
      const meant = issue.errors.find(branch => branch.some(inner => inner.path.length > 0 || inner.code === 'unrecognized_keys'));
      if (meant) return meant.flatMap(inner => explain(inner as Issue, path, schema, source));
      const kinds = issue.errors.flat().map(inner => (inner.code === 'invalid_type' ? typeName(inner.expected) : 'something else'));
      return [problem(`${named(path)} must be ${[...new Set(kinds)].join(' or ')}`)];
    }
    case 'invalid_type':
      if (issue.input === undefined) return [problem(`${named(path)} is missing`)];
      return [problem(`${named(path)} must be ${typeName(issue.expected)}`)];
    case 'too_small':
      return [problem(`${named(path)} must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`)];
    case 'too_big':
      return [problem(`${named(path)} must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`)];
    case 'custom':
      return [problem(`${named(path)} ${issue.message}`)];
    default:
      return [problem(`${named(path)} is not valid`)];
  }
}

const named = (path: KeyPath): string => (path.length === 0 ? 'the configuration' : `"${path.join('.')}"`);

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
const typeName = (expected: string): string => TYPE_NAMES[expected] ?? expected;

/** The keys an object at this path may have, read from the schema itself. */
function knownKeys(schema: z.ZodMiniType, path: KeyPath): string[] {
  let candidates = unwrap(schema);
  for (const part of path) {
    candidates = candidates.flatMap(({ _zod: { def } }) => {
      if (def.type === 'object') {
        const inner = (def as unknown as z.core.$ZodObjectDef).shape[part];
        return inner ? unwrap(inner as z.ZodMiniType) : [];
      }
      if (def.type === 'array') return unwrap((def as z.core.$ZodArrayDef).element as z.ZodMiniType);
      if (def.type === 'record') return unwrap((def as z.core.$ZodRecordDef).valueType as z.ZodMiniType);
      return [];
    });
  }
  return candidates.flatMap(({ _zod: { def } }) =>
    def.type === 'object' ? Object.keys((def as unknown as z.core.$ZodObjectDef).shape) : [],
  );
}

function unwrap(schema: z.ZodMiniType): z.ZodMiniType[] {
  const { def } = schema._zod;
  if (def.type === 'optional') return unwrap((def as z.core.$ZodOptionalDef).innerType as z.ZodMiniType);
  if (def.type === 'union') return (def as z.core.$ZodUnionDef).options.flatMap(option => unwrap(option as z.ZodMiniType));
  return [schema];
}
