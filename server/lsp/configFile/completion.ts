/** Completion in `farthing.jsonc`, from the one schema. */
import { findNodeAtLocation, getLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser';
import { type CompletionItem, CompletionItemKind, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { configJsonSchema } from '../../../shared/config/jsonSchema.ts';
import { rules } from '../../rules/index.ts';

/** As far as the schema uses it. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

let schema: Schema | undefined;

export function completeConfig(document: TextDocument, position: Position): CompletionItem[] {
  schema ??= configJsonSchema(rules.map(rule => rule.id)) as Schema;
  const text = document.getText();
  const offset = document.offsetAt(position);
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  // A string that is being written is replaced as a whole, its quotes included.
  const replaced =
    previousNode && previousNode.offset <= offset && offset <= previousNode.offset + previousNode.length ? previousNode : undefined;
  const range = {
    start: replaced ? document.positionAt(replaced.offset) : position,
    end: replaced ? document.positionAt(replaced.offset + replaced.length) : position,
  };
  if (!isAtPropertyKey) {
    return schemasAt(schema, path)
      .flatMap(valuesOf)
      .map(({ value, description }) => {
        const newText = JSON.stringify(value);
        return {
          label: newText,
          kind: CompletionItemKind.Value,
          documentation: description,
          textEdit: { range, newText },
          filterText: newText,
        };
      });
  }
  const above = path.slice(0, -1);
  const written = new Set(keysOf(parseTree(text), above).filter(key => key !== path.at(-1)));
  const hasValue = /^\s*:/.test(text.slice(replaced ? replaced.offset + replaced.length : offset));
  return schemasAt(schema, above).flatMap(({ properties = {} }) =>
    Object.entries(properties)
      .filter(([key]) => !written.has(key))
      .map(([key, property]) => ({
        label: key,
        kind: CompletionItemKind.Property,
        documentation: property.description,
        filterText: JSON.stringify(key),
        textEdit: { range, newText: hasValue ? JSON.stringify(key) : `${JSON.stringify(key)}: ${JSON.stringify(sample(property))}` },
      })),
  );
}

/** The schemas that hold at a path: several where a value may be of several kinds. */
function schemasAt(root: Schema, path: JSONPath): Schema[] {
  return path.reduce<Schema[]>(
    (found, part) =>
      found.flatMap(({ properties, additionalProperties, items }) => {
        if (typeof part === 'number') return items ? kinds(items) : [];
        const property = properties?.[part];
        if (property) return kinds(property);
        return typeof additionalProperties === 'object' ? kinds(additionalProperties) : [];
      }),
    kinds(root),
  );
}

const kinds = (one: Schema): Schema[] =>
  one.anyOf ? one.anyOf.flatMap(kinds).map(kind => ({ description: one.description, ...kind })) : [one];

function valuesOf({ type, enum: values, default: given, description }: Schema): { value: unknown; description?: string }[] {
  if (values) return values.map(value => ({ value, description }));
  if (type === 'boolean') return [true, false].map(value => ({ value, description }));
  return given === undefined ? [] : [{ value: given, description }];
}

/** What a new key starts with. */
function sample(property: Schema): unknown {
  if (property.default !== undefined) return property.default;
  const [kind = {}] = kinds(property);
  if (kind.enum) return kind.enum[0];
  return { object: {}, array: [], string: '', boolean: true, number: 0, integer: 0 }[kind.type ?? 'string'];
}

function keysOf(root: Node | undefined, path: JSONPath): string[] {
  const node = root && (path.length === 0 ? root : findNodeAtLocation(root, path));
  return (node?.children ?? []).flatMap(({ children }) => (children?.[0] ? [String(children[0].value)] : []));
}
