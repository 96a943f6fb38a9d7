/**
 * Parts of the tree that are parsed and lowered when they are first looked at. To whoever reads them they are as if they had been read at once;
 * most definitions of a file never are, because nothing that spends leads to them.
 */
import type {
  AssignStmt,
  ClassMember,
  ClassNode,
  Expr,
  FunctionExpr,
  FunctionNode,
  NameExpr,
  Param,
  Span,
  Stmt,
  TypeRef,
} from '../../ir/nodes.ts';
import type { Outlined, OutlinedArrow, OutlinedConstant, OutlinedDefinition } from './outlined.ts';

/** Parses and lowers the statements of a stretch of the text. */
export type ReadStatements = (span: Span) => readonly Stmt[];

/** What an outlined statement is in the tree. */
export function deferredStatements(outlined: Outlined, read: ReadStatements): readonly Stmt[] {
  if (outlined.kind === 'type') return [];
  const declared = declarationOf(outlined, read);
  if (outlined.exported === undefined) return [declared];
  return [declared, { kind: 'export', span: outlined.span, names: [{ local: outlined.name, exported: outlined.exported }] }];
}

function declarationOf(outlined: OutlinedDefinition | OutlinedArrow | OutlinedConstant, read: ReadStatements): Stmt {
  const span = outlined.declaration;
  switch (outlined.kind) {
    case 'function':
      return { kind: 'functionDef', span, fn: new DeferredFunction(outlined, () => functionIn(read(span), span), read) };
    case 'class':
      return { kind: 'classDef', span, cls: new DeferredClass(outlined, read) };
    case 'arrow':
      return new DeferredAssignment(outlined, read, arrowOf(outlined, read));
    case 'constant':
      return new DeferredAssignment(outlined, read);
  }
}

function functionIn(statements: readonly Stmt[], span: Span): FunctionNode {
  const found = statements.find(statement => statement.kind === 'functionDef');
  return withOthers(found?.fn, span, othersThan(found, statements));
}

/** What the parser found in broken code beside the definition. */
function othersThan(found: Stmt | undefined, statements: readonly Stmt[]): readonly Stmt[] {
  return statements.filter(statement => statement !== found && statement.kind !== 'export');
}

function withOthers(fn: FunctionNode | undefined, span: Span, others: readonly Stmt[]): FunctionNode {
  if (!fn) return { span, params: [], body: others, decorators: [] };
  return others.length === 0 ? fn : { ...fn, body: [...fn.body, ...others] };
}

function arrowOf({ value, declaration }: OutlinedArrow, read: ReadStatements): FunctionExpr {
  const find = (): FunctionNode => {
    const statements = read(declaration);
    const found = statements.find(statement => statement.kind === 'assign' && statement.value?.kind === 'function');
    const fn = found?.kind === 'assign' && found.value?.kind === 'function' ? found.value.fn : undefined;
    return withOthers(fn, value, othersThan(found, statements));
  };
  return { kind: 'function', span: value, fn: new DeferredFunction({ declaration: value, decorators: [], isArrow: true }, find, read) };
}

class DeferredFunction implements FunctionNode {
  readonly span: Span;
  readonly name: string | undefined;
  readonly nameSpan: Span | undefined;
  readonly isArrow: boolean | undefined;
  readonly #decorators: () => readonly Expr[];
  readonly #read: () => FunctionNode;

  constructor(
    outlined: Pick<OutlinedDefinition, 'declaration' | 'decorators'> & { name?: string; nameSpan?: Span; isArrow?: true },
    find: () => FunctionNode,
    read: ReadStatements,
  ) {
    this.span = outlined.declaration;
    this.name = outlined.name;
    this.nameSpan = outlined.nameSpan;
    this.isArrow = outlined.isArrow;
    this.#decorators = once(() => decoratorsAt(outlined.decorators, read));
    this.#read = once(find);
  }

  get decorators(): readonly Expr[] {
    return this.#decorators();
  }

  get params(): readonly Param[] {
    return this.#read().params;
  }

  get body(): readonly Stmt[] {
    return this.#read().body;
  }

  get returns(): TypeRef | undefined {
    return this.#read().returns;
  }

  get isAsync(): boolean | undefined {
    return this.#read().isAsync;
  }

  get isGenerator(): boolean | undefined {
    return this.#read().isGenerator;
  }
}

class DeferredClass implements ClassNode {
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly #decorators: () => readonly Expr[];
  readonly #read: () => Pick<ClassNode, 'bases' | 'members'>;

  constructor({ declaration, name, nameSpan, decorators }: OutlinedDefinition, read: ReadStatements) {
    this.span = declaration;
    this.name = name;
    this.nameSpan = nameSpan;
    this.#decorators = once(() => decoratorsAt(decorators, read));
    this.#read = once(() => classIn(read(declaration), declaration));
  }

  get decorators(): readonly Expr[] {
    return this.#decorators();
  }

  get bases(): readonly Expr[] {
    return this.#read().bases;
  }

  get members(): readonly ClassMember[] {
    return this.#read().members;
  }
}

function classIn(statements: readonly Stmt[], span: Span): Pick<ClassNode, 'bases' | 'members'> {
  const found = statements.find(statement => statement.kind === 'classDef');
  const others = othersThan(found, statements);
  const { bases, members } = found?.cls ?? { bases: [], members: [] };
  if (others.length === 0) return { bases, members };
  const rest: ClassMember = { kind: 'method', span, name: '', fn: withOthers(undefined, span, others) };
  return { bases, members: [...members, rest] };
}

class DeferredAssignment implements AssignStmt {
  readonly kind = 'assign';
  readonly span: Span;
  readonly target: NameExpr;
  readonly declaration: AssignStmt['declaration'];
  readonly isLiteral: true | undefined;
  readonly #value: FunctionExpr | undefined;
  readonly #read: () => Pick<AssignStmt, 'value' | 'annotation'>;

  constructor(outlined: OutlinedArrow | OutlinedConstant, read: ReadStatements, value?: FunctionExpr) {
    const { declaration: span, name, nameSpan } = outlined;
    this.span = span;
    this.target = { kind: 'name', span: nameSpan, name };
    this.declaration = outlined.word;
    this.isLiteral = outlined.kind === 'constant' || undefined;
    this.#value = value;
    this.#read = once(() => read(span).find(statement => statement.kind === 'assign') ?? opaqueValue(span));
  }

  get value(): Expr | undefined {
    return this.#value ?? this.#read().value;
  }

  get annotation(): TypeRef | undefined {
    return this.#read().annotation;
  }
}

const opaqueValue = (span: Span): Pick<AssignStmt, 'value'> => ({ value: { kind: 'opaque', span, what: 'broken', children: [] } });

function decoratorsAt(spans: readonly Span[], read: ReadStatements): Expr[] {
  return spans.flatMap(span => read(span).flatMap(statement => (statement.kind === 'expr' ? [statement.expr] : [])));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
