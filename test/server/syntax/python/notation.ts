/** Prints the tree in a short notation close to Python, so that tests can be tables of code and expectation. */

import type {
  Argument,
  ClassMember,
  ClassNode,
  ComprehensionExpr,
  Expr,
  FunctionNode,
  ListExpr,
  Param,
  Pattern,
  Stmt,
  TypeRef,
} from '../../../../server/ir/nodes.ts';

function exprText(expr: Expr): string {
  switch (expr.kind) {
    case 'string':
      return (expr.bytes ? 'b' : '') + JSON.stringify(expr.value);
    case 'template': {
      const parts = expr.parts.map(part => {
        if (part.kind === 'text') return part.value;
        return `{${exprText(part.expr)}${part.format === undefined ? '' : `:${part.format}`}}`;
      });
      return `f"${parts.join('')}"`;
    }
    case 'number':
    case 'boolean':
      return String(expr.value);
    case 'null':
      return 'None';
    case 'name':
      return expr.name;
    case 'member':
      return `${exprText(expr.object)}.${expr.property}`;
    case 'index':
      return `${exprText(expr.object)}[${exprText(expr.index)}]`;
    case 'call':
      return `${exprText(expr.callee)}(${expr.args.map(argumentText).join(', ')})`;
    case 'list':
      return listText(expr);
    case 'dict': {
      const entries = expr.entries.map(entry =>
        entry.key === undefined ? `**${exprText(entry.value)}` : `${exprText(entry.key)}: ${exprText(entry.value)}`,
      );
      return `{${entries.join(', ')}}`;
    }
    case 'binary':
      return `(${exprText(expr.left)} ${expr.op} ${exprText(expr.right)})`;
    case 'unary':
      return `(${expr.op} ${exprText(expr.operand)})`;
    case 'conditional':
      return `(${exprText(expr.consequent)} if ${exprText(expr.test)} else ${exprText(expr.alternate)})`;
    case 'await':
      return `(await ${exprText(expr.value)})`;
    case 'assign':
      return `(${patternText(expr.target)} := ${exprText(expr.value)})`;
    case 'function':
      return functionText(expr.fn);
    case 'class':
      return classText(expr.cls);
    case 'comprehension':
      return comprehensionText(expr);
    case 'opaque':
      return `<${[expr.what, ...expr.children.map(exprText)].join(' ')}>`;
  }
}

function argumentText(argument: Argument): string {
  const value = exprText(argument.value);
  return { positional: value, keyword: `${argument.name}=${value}`, spread: `*${value}`, kwspread: `**${value}` }[argument.kind];
}

const BRACKETS = { list: '[]', tuple: '()', set: '{}', dict: '{}', generator: '()' } as const;

function listText(list: ListExpr): string {
  const [open, close] = BRACKETS[list.variant];
  return `${open}${list.items.map(item => (item.spread ? '*' : '') + exprText(item.value)).join(', ')}${close}`;
}

function comprehensionText(expr: ComprehensionExpr): string {
  const [open, close] = BRACKETS[expr.variant];
  const element = (expr.key ? `${exprText(expr.key)}: ` : '') + exprText(expr.element);
  const clauses = expr.clauses.map(
    clause =>
      ` for ${patternText(clause.target)} in ${exprText(clause.iterable)}${clause.conditions.map(test => ` if ${exprText(test)}`).join('')}`,
  );
  return open + element + clauses.join('') + close;
}

function patternText(pattern: Pattern): string {
  if (pattern.kind === 'listPattern') return `(${pattern.items.map(item => (item.rest ? '*' : '') + patternText(item.target)).join(', ')})`;
  return pattern.kind === 'dictPattern' ? '{}' : exprText(pattern);
}

function typeText(type: TypeRef): string {
  const args = type.args.map(typeText);
  if (type.path[0] === '|') return args.join(' | ');
  return type.path.join('.') + (args.length > 0 ? `[${args.join(', ')}]` : '');
}

function functionText(fn: FunctionNode): string {
  const decorators = fn.decorators.map(decorator => `@${exprText(decorator)} `).join('');
  const head = `${fn.isAsync ? 'async ' : ''}${fn.isGenerator ? 'generator' : 'def'}${fn.name === undefined ? '' : ` ${fn.name}`}`;
  const returns = fn.returns ? ` -> ${typeText(fn.returns)}` : '';
  return `${decorators}${head}(${fn.params.map(paramText).join(', ')})${returns} ${blockText(fn.body)}`;
}

function paramText(param: Param): string {
  const star = { list: '*', dict: '**', none: '' }[param.rest ?? 'none'];
  const annotation = param.annotation ? `: ${typeText(param.annotation)}` : '';
  return star + patternText(param.target) + annotation + (param.default ? ` = ${exprText(param.default)}` : '');
}

function classText(cls: ClassNode): string {
  const decorators = cls.decorators.map(decorator => `@${exprText(decorator)} `).join('');
  return `${decorators}class ${cls.name}(${cls.bases.map(exprText).join(', ')}) {${cls.members.map(memberText).join('; ')}}`;
}

function memberText(member: ClassMember): string {
  const head = `${member.isStatic ? 'static ' : ''}${member.kind} ${member.name}`;
  if (member.fn) return `${head} = ${functionText(member.fn)}`;
  return `${head}${member.annotation ? `: ${typeText(member.annotation)}` : ''}${member.value ? ` = ${exprText(member.value)}` : ''}`;
}

function blockText(body: readonly Stmt[]): string {
  return body.length === 0 ? '{}' : `{ ${statementsText(body)} }`;
}

function elseText(word: string, body: readonly Stmt[]): string {
  return body.length === 0 ? '' : ` ${word} ${blockText(body)}`;
}

export function statementsText(body: readonly Stmt[]): string {
  return body.map(statementText).join('; ');
}

function statementText(statement: Stmt): string {
  switch (statement.kind) {
    case 'assign': {
      const annotation = statement.annotation ? `: ${typeText(statement.annotation)}` : '';
      const value = statement.value ? ` ${statement.op ?? ''}= ${exprText(statement.value)}` : '';
      return patternText(statement.target) + annotation + value;
    }
    case 'expr':
      return exprText(statement.expr);
    case 'if':
      return `if ${exprText(statement.test)} ${blockText(statement.consequent)}${elseText('else', statement.alternate)}`;
    case 'loop': {
      const head =
        statement.target && statement.iterable
          ? `for ${patternText(statement.target)} in ${exprText(statement.iterable)}`
          : `while ${statement.test ? exprText(statement.test) : ''}`;
      return `${head} ${blockText(statement.body)}${elseText('else', statement.otherwise)}`;
    }
    case 'try': {
      const handlers = statement.handlers.map(handler => {
        const type = handler.type ? ` ${exprText(handler.type)}` : '';
        return ` except${type}${handler.param ? ` as ${patternText(handler.param)}` : ''} ${blockText(handler.body)}`;
      });
      const rest = elseText('else', statement.otherwise) + elseText('finally', statement.finalizer);
      return `try ${blockText(statement.body)}${handlers.join('')}${rest}`;
    }
    case 'with': {
      const items = statement.items.map(item => exprText(item.expr) + (item.target ? ` as ${patternText(item.target)}` : ''));
      return `with ${items.join(', ')} ${blockText(statement.body)}`;
    }
    case 'switch': {
      const cases = statement.cases.map(one => `${one.test ? `case ${exprText(one.test)}` : 'case'} ${blockText(one.body)}`);
      return `match ${exprText(statement.subject)} ${cases.join(' ')}`;
    }
    case 'return':
    case 'throw':
      return `${statement.kind}${statement.value ? ` ${exprText(statement.value)}` : ''}`;
    case 'functionDef':
      return functionText(statement.fn);
    case 'classDef':
      return classText(statement.cls);
    case 'import': {
      const names = statement.names.map(name => (name.imported === name.local ? name.local : `${name.imported} as ${name.local}`));
      const namespace = statement.namespace === undefined ? '' : ` as ${statement.namespace}${statement.bindsRoot ? ' (root)' : ''}`;
      return `import ${statement.module}${namespace}${statement.star ? ' (*)' : ''}${names.length > 0 ? ` (${names.join(', ')})` : ''}`;
    }
    default:
      return statement.kind;
  }
}
