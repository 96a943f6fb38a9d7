/** A function as a value, with the scope it closes over. */
import type { FunctionNode } from '../ir/nodes.ts';
import type { Frame, Run } from './run.ts';
import type { FunctionValue, Value } from './values.ts';

export function functionValue(fn: FunctionNode, frame: Frame, name = fn.name): FunctionValue {
  return {
    kind: 'function',
    fn,
    module: frame.state.module.path,
    scope: frame.scope,
    at: { path: frame.state.module.path, span: fn.nameSpan ?? fn.span },
    // A function without a name speaks for the one it stands in.
    ...(name || frame.symbol ? { name: name ? qualified(frame, name) : frame.symbol } : {}),
    ...(fn.isArrow && frame.self ? { self: frame.self } : {}),
  };
}

function qualified(frame: Frame, name: string): string {
  return frame.symbol ? `${frame.symbol}.${name}` : name;
}

/** A function expression, under the name it is assigned to. */
export function defineFunction(run: Run, fn: FunctionNode, frame: Frame, name?: string): Value {
  const value = functionValue(fn, frame, fn.name ?? name);
  if (frame.loops.length) run.noteLoops(fn, frame.loops);
  frame.functions.push(value);
  return value;
}
