/** Whether one round of a loop may see what an earlier round did. */
import type { Expr, LoopStmt, Pattern, Stmt } from '../ir/nodes.ts';
import type { Frame } from './run.ts';

/** Names a body assigns or changes in place; undefined where that is not a plain name. */
interface Writes {
  readonly names: ReadonlySet<string>;
  readonly other: boolean;
}

const known = new WeakMap<LoopStmt, Writes>();

/** True unless all that the body writes is new in each round. Most loops over items are such, and need to be executed only once. */
export function carriesOver(loop: LoopStmt, frame: Frame): boolean {
  let writes = known.get(loop);
  if (!writes) {
    const collector = new Collector();
    collector.statements(loop.body);
    collector.expr(loop.test);
    collector.expr(loop.update);
    writes = { names: collector.names, other: collector.other };
    known.set(loop, writes);
  }
  if (writes.other) return true;
  for (const name of writes.names) if (frame.scope.get(name) !== undefined) return true;
  return false;
}

/** Methods that change their object: the object's variable counts as written. */
const CHANGING = new Set([
  'append',
  'push',
  'extend',
  'insert',
  'unshift',
  'update',
  'setdefault',
  'pop',
  'shift',
  'splice',
  'clear',
  'remove',
  'delete',
]);

class Collector {
  readonly names = new Set<string>();
  other = false;

  statements(body: readonly Stmt[]): void {
    for (const statement of body) this.statement(statement);
  }

  private statement(statement: Stmt): void {
    switch (statement.kind) {
      case 'assign':
        this.pattern(statement.target);
        this.expr(statement.value);
        return;
      case 'expr':
        this.expr(statement.expr);
        return;
      case 'if':
        this.expr(statement.test);
        this.statements(statement.consequent);
        this.statements(statement.alternate);
        return;
      case 'loop':
        if (statement.init) this.statements(statement.init);
        if (statement.target) this.pattern(statement.target);
        this.expr(statement.iterable);
        this.expr(statement.test);
        this.expr(statement.update);
        this.statements(statement.body);
        this.statements(statement.otherwise);
        return;
      case 'try':
        this.statements(statement.body);
        for (const handler of statement.handlers) this.statements(handler.body);
        this.statements(statement.otherwise);
        this.statements(statement.finalizer);
        return;
      case 'with':
        for (const item of statement.items) {
          this.expr(item.expr);
          if (item.target) this.pattern(item.target);
        }
        this.statements(statement.body);
        return;
      case 'switch':
        for (const choice of statement.cases) this.statements(choice.body);
        return;
      case 'block':
        this.statements(statement.body);
        return;
      case 'return':
        this.expr(statement.value);
        return;
    }
  }

  private pattern(target: Pattern): void {
    switch (target.kind) {
      case 'name':
        this.names.add(target.name);
        return;
      case 'listPattern':
        for (const item of target.items) this.pattern(item.target);
        return;
      case 'dictPattern':
        for (const entry of target.entries) this.pattern(entry.target);
        return;
      default:
        this.holder(target);
    }
  }

  /** The variable behind `a.b[c]`. */
  private holder(expr: Expr | Pattern): void {
    let at: Expr | Pattern = expr;
    while (at.kind === 'member' || at.kind === 'index') at = at.object;
    if (at.kind === 'name') this.names.add(at.name);
    else this.other = true;
  }

  expr(expr: Expr | undefined): void {
    if (!expr) return;
    switch (expr.kind) {
      case 'assign':
        this.pattern(expr.target);
        this.expr(expr.value);
        return;
      case 'call':
        if (expr.callee.kind === 'member') {
          if (CHANGING.has(expr.callee.property)) this.holder(expr.callee.object);
          this.expr(expr.callee.object);
        }
        for (const arg of expr.args) {
          // A list or dict handed to a function of the project may come back changed.
          if (arg.value.kind === 'name') this.names.add(arg.value.name);
          else this.expr(arg.value);
        }
        return;
      case 'await':
        this.expr(expr.value);
        return;
      case 'member':
      case 'index':
        this.expr(expr.object);
        return;
      case 'binary':
        this.expr(expr.left);
        this.expr(expr.right);
        return;
      case 'unary':
        this.expr(expr.operand);
        return;
      case 'conditional':
        this.expr(expr.consequent);
        this.expr(expr.alternate);
        return;
      case 'opaque':
        for (const child of expr.children) this.expr(child);
        return;
    }
  }
}
