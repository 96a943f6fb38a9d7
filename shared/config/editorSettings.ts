/**
 * The settings an editor has for us, `farthing.*`: what differs from person to person. What holds for a project is said in `farthing.jsonc`,
 * so that the command line and every editor see the same. The extension's manifest is generated from here.
 */

export const LINT_SCOPES = ['openFiles', 'workspace'] as const;
export type LintScope = (typeof LINT_SCOPES)[number];

export interface EditorSettings {
  readonly enable: boolean;
  readonly lint: {
    readonly scope: LintScope;
    /** Milliseconds. */
    readonly timeBudget: number;
  };
  readonly codeLens: { readonly enable: boolean };
  readonly inlayHints: { readonly enable: boolean };
}

/** A setting as an extension's manifest describes it: JSON schema, and what VS Code adds to it. */
interface Setting {
  readonly type: 'boolean' | 'string' | 'integer';
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly minimum?: number;
  readonly markdownDescription: string;
  /** `resource`: a folder may have its own; `window`: one for all. */
  readonly scope: 'resource' | 'window';
}

/** By name, without the prefix. */
const settings = {
  enable: {
    type: 'boolean',
    default: true,
    markdownDescription: 'Find LLM calls, say what they cost, and report what wastes money.',
    scope: 'resource',
  },
  'lint.scope': {
    type: 'string',
    enum: LINT_SCOPES,
    enumDescriptions: [
      'Files that are open. Their findings go when they are closed.',
      'All files of the workspace, open or not, as `farthing check` sees them.',
    ],
    default: 'openFiles',
    markdownDescription: 'Which files have their findings in the Problems view.',
    scope: 'resource',
  },
  'lint.timeBudget': {
    type: 'integer',
    minimum: 1,
    default: 100,
    markdownDescription: 'Milliseconds that the analysis of an open file may take before the status item says which file took longer.',
    scope: 'window',
  },
  'codeLens.enable': {
    type: 'boolean',
    default: true,
    markdownDescription: 'Show the cost of each call above it.',
    scope: 'resource',
  },
  'inlayHints.enable': {
    type: 'boolean',
    default: true,
    markdownDescription: 'Show the cost of each call at the end of its line. Also needs `#editor.inlayHints.enabled#`.',
    scope: 'resource',
  },
  'trace.server': {
    type: 'string',
    enum: ['off', 'messages', 'verbose'],
    default: 'off',
    markdownDescription: 'Write the messages between the editor and the language server to the output channel.',
    scope: 'window',
  },
} as const satisfies Record<string, Setting>;

/** What an editor sent for `farthing`, nested as editors nest it. What is missing or no good has its default. */
export function readEditorSettings(sent: unknown): EditorSettings {
  return {
    enable: read('enable', sent),
    lint: { scope: read('lint.scope', sent), timeBudget: read('lint.timeBudget', sent) },
    codeLens: { enable: read('codeLens.enable', sent) },
    inlayHints: { enable: read('inlayHints.enable', sent) },
  };
}

interface Values {
  readonly boolean: boolean;
  readonly string: string;
  readonly integer: number;
}
type ValueOf<S extends Setting> = S extends { readonly enum: readonly (infer Name)[] } ? Name : Values[S['type']];

function read<Name extends keyof typeof settings>(name: Name, sent: unknown): ValueOf<(typeof settings)[Name]> {
  const setting: Setting = settings[name];
  const value = name.split('.').reduce<unknown>((above, part) => (above as Record<string, unknown> | undefined)?.[part], sent ?? undefined);
  return (isValueOf(setting, value) ? value : setting.default) as ValueOf<(typeof settings)[Name]>;
}

function isValueOf({ type, enum: names, minimum }: Setting, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value) && (minimum === undefined || Number(value) >= minimum);
  return names === undefined ? typeof value === type : names.some(name => name === value);
}

/** `contributes.configuration.properties` of the extension's manifest. */
export function settingsManifest(): Record<string, object> {
  return Object.fromEntries(Object.entries(settings).map(([name, setting], order) => [`farthing.${name}`, { order, ...setting }]));
}
