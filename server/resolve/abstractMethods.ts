/** Methods that a class only declares, for the classes that extend it to write. */
import type { Expr, FunctionNode, Stmt } from '../ir/nodes.ts';

/** `@abstractmethod`, or nothing in it but a docstring, `pass`, `...` or `raise NotImplementedError`. */
export function isAbstract(fn: FunctionNode): boolean {
  return fn.decorators.some(decorator => nameOf(decorator) === 'abstractmethod') || fn.body.every(isNothing);
}

function nameOf(decorator: Expr): string | undefined {
  if (decorator.kind === 'name') return decorator.name;
  return decorator.kind === 'member' ? decorator.property : undefined;
}

function isNothing(statement: Stmt): boolean {
  switch (statement.kind) {
    case 'throw':
      return true;
    case 'expr':
      return statement.expr.kind === 'string' || statement.expr.kind === 'opaque';
    default:
      return false;
  }
}
