/** What operators give. */
import type { Expr, Span } from '../ir/nodes.ts';
import { asText, concat, constant, list, mergeDicts, optionsOf, union, unknown } from './construct.ts';
import { percentFormat } from './strings.ts';
import type { Location, Value } from './values.ts';

export function add(
  left: Value,
  right: Value,
  leftLabel: () => string,
  rightLabel: () => string,
  path: string,
  node: { span: Span; left?: Expr; right?: Expr },
): Value {
  const at = { path, span: node.span };
  if (isText(left) || isText(right)) {
    const leftAt = node.left ? { path, span: node.left.span } : at;
    const rightAt = node.right ? { path, span: node.right.span } : at;
    return concat(
      [...asText(left, isText(left) ? '' : leftLabel(), leftAt), ...asText(right, isText(right) ? '' : rightLabel(), rightAt)],
      at,
    );
  }
  if (left.kind === 'constant' && right.kind === 'constant' && typeof left.value === 'number' && typeof right.value === 'number') {
    return constant(left.value + right.value, at);
  }
  if (left.kind === 'list' && right.kind === 'list') {
    const open = left.open ?? right.open;
    return list([...left.items, ...right.items], { at, ...(open ? { open } : {}), ...(left.grows || right.grows ? { grows: true } : {}) });
  }
  if (left.kind === 'list') return list(left.items, { ...left, open: left.open ?? `followed by ${rightLabel()}`, at });
  if (right.kind === 'list') return list(right.items, { ...right, open: right.open ?? `after ${leftLabel()}`, at });
  if (left.kind === 'union' || right.kind === 'union') {
    const sums: Value[] = [];
    for (const a of optionsOf(left)) for (const b of optionsOf(right)) sums.push(add(a, b, leftLabel, rightLabel, path, node));
    return union(sums);
  }
  return unknown('a sum', [left, right], at);
}

function isText(value: Value): boolean {
  return value.kind === 'text' || (value.kind === 'constant' && typeof value.value === 'string');
}

export function binary(op: string, left: Value, right: Value, path: string, span: Span): Value {
  const at = { path, span };
  switch (op) {
    case '+':
      return add(
        left,
        right,
        () => 'value',
        () => 'value',
        path,
        { span },
      );
    case 'or':
    case '??':
      if (left.kind === 'constant') {
        const taken = op === 'or' ? Boolean(left.value) : left.value !== null;
        return taken ? left : right;
      }
      if (['text', 'list', 'dict', 'instance', 'object', 'function', 'class'].includes(left.kind) && !isEnvironment(left)) {
        // An instance is an object; a call of a library may well give nothing, so both stay.
        return left.kind === 'instance' || left.kind === 'list' || left.kind === 'dict' ? union([left, right]) : left;
      }
      return union([left, right]);
    case 'and':
      if (left.kind === 'constant') return left.value ? right : left;
      return union([right, constant(false)]);
    case '%':
      if (isText(left)) return percentFormat(left, right, at);
      return arithmetic(op, left, right, at);
    case '|':
      if (left.kind === 'dict') return mergeDicts(left, right);
      return pipeline(left, right, at);
    case '*':
    case '-':
    case '/':
    case '//':
    case '**':
      return arithmetic(op, left, right, at);
    default:
      return unknown('a computed value', [left, right], at);
  }
}

function isEnvironment(value: Value): boolean {
  return value.kind === 'instance' && /environ|getenv/.test(value.of);
}

function arithmetic(op: string, left: Value, right: Value, at: Location): Value {
  if (left.kind === 'constant' && right.kind === 'constant') {
    const [a, b] = [left.value, right.value];
    if (typeof a === 'number' && typeof b === 'number') {
      const result =
        op === '*' ? a * b : op === '-' ? a - b : op === '/' ? a / b : op === '//' ? Math.floor(a / b) : op === '%' ? a % b : a ** b;
      if (Number.isFinite(result)) return constant(result, at);
    }
    const [text, times] = typeof a === 'string' ? [a, b] : [b, a];
    if (op === '*' && typeof text === 'string' && typeof times === 'number' && times >= 0 && text.length * times < 1_000_000) {
      return constant(text.repeat(times), at);
    }
  }
  return unknown('a computed value', [left, right], at);
}

/** `prompt | llm | parser`. Bit operations on plain numbers end here too and are harmless. */
function pipeline(left: Value, right: Value, at: Location): Value {
  const steps = [left, right].flatMap(step => (step.kind === 'pipeline' ? step.steps : [step]));
  const runnable = steps.some(step => ['instance', 'external', 'param', 'object', 'function', 'dict', 'union'].includes(step.kind));
  return runnable ? { kind: 'pipeline', steps, at } : unknown('a computed value', steps, at);
}

export function unary(op: string, operand: Value): Value {
  if (operand.kind === 'constant') {
    if (op === '-' && typeof operand.value === 'number') return constant(-operand.value, operand.at);
    if (op === '+' && typeof operand.value === 'number') return operand;
    if (op === 'not') return constant(!operand.value, operand.at);
  }
  return unknown('a computed value', [operand]);
}
