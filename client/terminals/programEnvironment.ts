/** Debug adapters that start a program with variables of `env`. */
const PROGRAMS = ['node', 'pwa-node', 'node-terminal', 'bun', 'deno', 'python', 'debugpy'];

interface Configuration {
  readonly type: string;
  readonly request?: string;
  readonly env?: Readonly<Record<string, string | null>>;
}

/** What is to be changed of a debug configuration. What it says itself stays. */
export function programEnvironment(
  { type, request, env }: Configuration,
  metered: Readonly<Record<string, string>>,
): { readonly env?: Readonly<Record<string, string | null>> } {
  // Who attaches finds a program that has its environment.
  if (!PROGRAMS.includes(type) || request === 'attach' || Object.keys(metered).length === 0) return {};
  return { env: { ...metered, ...env } };
}
