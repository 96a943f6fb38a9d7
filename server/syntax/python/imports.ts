import type { ImportStmt } from '../../ir/nodes.ts';
import { type ConcreteNode, childAt, spanOf } from '../concreteNode.ts';
import type { Lowering } from './lowering.ts';

/** `import a.b, c as d`: one statement a module. */
export function lowerImport(node: ConcreteNode, to: Lowering): ImportStmt[] {
  return node.children.map(child => {
    const { imported, local } = lowerName(child, to);
    const base = { kind: 'import', span: spanOf(node), module: imported, names: [] } as const;
    if (local !== imported) return { ...base, namespace: local };
    const [root = imported] = imported.split('.');
    return root === imported ? { ...base, namespace: root } : { ...base, namespace: root, bindsRoot: true };
  });
}

/** `from .m import x as y`, `from m import *`. */
export function lowerImportFrom(node: ConcreteNode, to: Lowering): ImportStmt {
  const [module, ...rest] = node.children;
  const star = rest.some(child => child.type === 'wildcard_import');
  return {
    kind: 'import',
    span: spanOf(node),
    module: dotted(module ?? childAt(node, 0), to),
    ...(star && { star }),
    names: star ? [] : rest.map(child => lowerName(child, to)),
  };
}

export function lowerFutureImport(node: ConcreteNode, to: Lowering): ImportStmt {
  return { kind: 'import', span: spanOf(node), module: '__future__', names: node.children.map(child => lowerName(child, to)) };
}

function lowerName(node: ConcreteNode, to: Lowering): ImportStmt['names'][number] {
  const span = spanOf(node);
  if (node.type === 'aliased_import') return { imported: dotted(childAt(node, 0), to), local: dotted(childAt(node, 1), to), span };
  const name = dotted(node, to);
  return { imported: name, local: name, span };
}

function dotted(node: ConcreteNode, to: Lowering): string {
  return to.text.slice(node.start, node.end).replace(/\\?\s+/g, '');
}
