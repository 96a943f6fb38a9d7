interface Described {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Described>>;
  /** Of keys that the user names. */
  readonly additionalProperties?: Described | boolean;
  readonly items?: Described;
}

/** The keys of the configuration file as a Markdown table, nested ones by their path. */
export function configTable(schema: Described): string {
  const rows = keysOf(schema, '').map(([path, { description = '', default: fallback }]) => {
    return `| \`${path}\` | ${description} | ${fallback === undefined ? '' : `\`${JSON.stringify(fallback)}\``} |`;
  });
  return ['| key | what it says | default |', '|---|---|---|', ...rows].join('\n');
}

function keysOf(schema: Described, above: string): [path: string, key: Described][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, key]) => {
    const path = above + name;
    // The rules have a table of their own.
    const nested = name === 'rules' ? [] : [...keysOf(key, `${path}.`), ...keysOfMembers(key, path)];
    return [[path, key], ...nested] as [string, Described][];
  });
}

/** What each entry of a list, and each key that the user names, may have. */
function keysOfMembers({ additionalProperties, items }: Described, path: string): [path: string, key: Described][] {
  const named = typeof additionalProperties === 'object' ? keysOf(additionalProperties, `${path}.NAME.`) : [];
  return [...named, ...keysOf(items ?? {}, `${path}[].`)];
}
