/** Prints the tree in a short notation close to code, so that tests can be tables of code and expectation. */

import type { ClassMember, ClassNode, Expr, FunctionNode, Param, Pattern, Stmt, TypeRef } from '../../../../server/ir/nodes.ts';

function exprText(expr: Expr): string {
  switch (expr.kind) {
    case 'string':
      return JSON.stringify(expr.value);
    case 'template':
      return `\`${expr.parts.map(part => (part.kind === 'text' ? part.value : `\${${exprText(part.expr)}}`)).join('')}\``;
    case 'number':
    case 'boolean':
      return String(expr.value);
    case 'null':
      return 'null';
    case 'name':
      return expr.name;
    case 'member':
      return `${exprText(expr.object)}${expr.optional ? '?.' : '.'}${expr.property}`;
    case 'index':
      return `${exprText(expr.object)}[${exprText(expr.index)}]`;
    case 'call': {
      const args = expr.args.map(arg => (arg.kind === 'spread' ? '...' : '') + exprText(arg.value)).join(', ');
      return `${expr.isNew ? 'new ' : ''}${exprText(expr.callee)}${expr.tagged ? args : `(${args})`}`;
    }
    case 'list':
      return `[${expr.items.map(item => (item.spread ? '...' : '') + exprText(item.value)).join(', ')}]`;
    case 'dict':
      return `{${expr.entries
        .map(entry => {
          if (entry.kind === 'spread' || !entry.key) return `...${exprText(entry.value)}`;
          return entry.shorthand ? exprText(entry.value) : `${exprText(entry.key)}: ${exprText(entry.value)}`;
        })
        .join(', ')}}`;
    case 'binary':
      return `(${exprText(expr.left)} ${expr.op} ${exprText(expr.right)})`;
    case 'unary':
      return `(${expr.op} ${exprText(expr.operand)})`;
    case 'conditional':
      return `(${exprText(expr.test)} ? ${exprText(expr.consequent)} : ${exprText(expr.alternate)})`;
    case 'await':
      return `(await ${exprText(expr.value)})`;
    case 'assign':
      return `(${patternText(expr.target)} ${expr.op ?? ''}= ${exprText(expr.value)})`;
    case 'function':
      return functionText(expr.fn);
    case 'class':
      return classText(expr.cls);
    case 'comprehension':
      return 'comprehension';
    case 'opaque':
      return `<${[expr.what, ...expr.children.map(exprText)].join(' ')}>`;
  }
}

function patternText(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'listPattern':
      return `[${pattern.items.map(partText).join(', ')}]`;
    case 'dictPattern':
      return `{${pattern.entries
        .map(entry => (entry.rest || entry.key === undefined ? '' : `${JSON.stringify(entry.key)}: `) + partText(entry))
        .join(', ')}}`;
    default:
      return exprText(pattern);
  }
}

function partText(part: { readonly target: Pattern; readonly rest?: boolean; readonly default?: Expr }): string {
  return `${part.rest ? '...' : ''}${patternText(part.target)}${part.default ? ` = ${exprText(part.default)}` : ''}`;
}

function typeText(type: TypeRef): string {
  const args = type.args.map(typeText);
  if (type.path[0] === '|' || type.path[0] === '&') return `(${args.join(` ${type.path[0]} `)})`;
  return type.path.join('.') + (args.length > 0 ? `<${args.join(', ')}>` : '');
}

function functionText(fn: FunctionNode): string {
  const words = [...fn.decorators.map(decorator => `@${exprText(decorator)}`), fn.isAsync && 'async', fn.isArrow ? 'arrow' : 'function'];
  const head = `${words.filter(Boolean).join(' ')}${fn.isGenerator ? '*' : ''}${fn.name === undefined ? '' : ` ${fn.name}`}`;
  const returns = fn.returns ? `: ${typeText(fn.returns)}` : '';
  return `${head}(${fn.params.map(paramText).join(', ')})${returns} ${blockText(fn.body)}`;
}

function paramText(param: Param): string {
  const before = `${param.property ? 'property ' : ''}${param.rest === 'list' ? '...' : ''}`;
  const after = `${param.annotation ? `: ${typeText(param.annotation)}` : ''}${param.default ? ` = ${exprText(param.default)}` : ''}`;
  return before + patternText(param.target) + after;
}

function classText(cls: ClassNode): string {
  const decorators = cls.decorators.map(decorator => `@${exprText(decorator)} `).join('');
  const bases = cls.bases.length > 0 ? ` extends ${cls.bases.map(exprText).join(', ')}` : '';
  return `${decorators}class${cls.name === undefined ? '' : ` ${cls.name}`}${bases} {${cls.members.map(memberText).join(' ')}}`;
}

function memberText(member: ClassMember): string {
  const head = `${member.isStatic ? 'static ' : ''}${member.kind} ${member.name}`;
  if (member.fn) return `${head} = ${functionText(member.fn)};`;
  return `${head}${member.annotation ? `: ${typeText(member.annotation)}` : ''}${member.value ? ` = ${exprText(member.value)}` : ''};`;
}

function blockText(body: readonly Stmt[]): string {
  return body.length === 0 ? '{}' : `{ ${statementsText(body)} }`;
}

export function statementsText(body: readonly Stmt[]): string {
  return body.map(statementText).join(' ');
}

function statementText(statement: Stmt): string {
  switch (statement.kind) {
    case 'assign': {
      const type = statement.annotation ? `: ${typeText(statement.annotation)}` : '';
      const value = statement.value ? ` ${statement.op ?? ''}= ${exprText(statement.value)}` : '';
      return `${statement.declaration ? `${statement.declaration} ` : ''}${patternText(statement.target)}${type}${value};`;
    }
    case 'expr':
      return `${exprText(statement.expr)};`;
    case 'if': {
      const otherwise = statement.alternate.length > 0 ? ` else ${blockText(statement.alternate)}` : '';
      return `if ${exprText(statement.test)} ${blockText(statement.consequent)}${otherwise}`;
    }
    case 'loop': {
      const parts = [
        statement.init && `init ${blockText(statement.init)}`,
        statement.target && patternText(statement.target),
        statement.iterable && `of ${exprText(statement.iterable)}`,
        statement.test && exprText(statement.test),
        statement.update && `update ${exprText(statement.update)}`,
      ];
      return `${[statement.variant, ...parts].filter(Boolean).join(' ')} ${blockText(statement.body)}`;
    }
    case 'try': {
      const handlers = statement.handlers.map(
        handler => ` catch${handler.param ? ` ${patternText(handler.param)}` : ''} ${blockText(handler.body)}`,
      );
      return `try ${blockText(statement.body)}${handlers.join('')}${
        statement.finalizer.length > 0 ? ` finally ${blockText(statement.finalizer)}` : ''
      }`;
    }
    case 'with':
      return `with ${blockText(statement.body)}`;
    case 'switch': {
      const cases = statement.cases.map(one => `${one.test ? `case ${exprText(one.test)}` : 'default'} ${blockText(one.body)}`);
      return `switch ${exprText(statement.subject)} { ${cases.join(' ')} }`;
    }
    case 'return':
    case 'throw':
      return `${statement.kind}${statement.value ? ` ${exprText(statement.value)}` : ''};`;
    case 'break':
    case 'continue':
      return `${statement.kind};`;
    case 'functionDef':
      return functionText(statement.fn);
    case 'classDef':
      return classText(statement.cls);
    case 'import': {
      const names = statement.names.map(name => (name.imported === name.local ? name.local : `${name.imported} as ${name.local}`));
      const what = [statement.namespace && `* as ${statement.namespace}`, names.length > 0 && `{${names.join(', ')}}`].filter(Boolean);
      return `import${statement.typeOnly ? ' type' : ''} ${what.map(part => `${part} `).join('')}from ${statement.module};`;
    }
    case 'export': {
      const names = statement.names.map(name => (name.local === name.exported ? name.local : `${name.local} as ${name.exported}`));
      const parts = [
        statement.star && '*',
        statement.namespace && `* as ${statement.namespace}`,
        names.length > 0 && `{${names.join(', ')}}`,
        statement.value && `default ${exprText(statement.value)}`,
        statement.from && `from ${statement.from}`,
      ];
      return `export ${parts.filter(Boolean).join(' ')};`;
    }
    case 'block':
      return blockText(statement.body);
  }
}
