import type { Sdk } from '../../shared/catalogue/schema.ts';

/** A framework has a package for each vendor; the first ones tell which it is. */
const SHOWN = 3;

function names(modules: readonly string[] = []): string {
  const shown = modules.slice(0, SHOWN).map(name => `\`${name}\``);
  const more = modules.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** The SDKs and the packages they are recognised by, as a Markdown table. */
export function sdkTable(catalogue: readonly Sdk[]): string {
  const rows = catalogue.map(({ title, modules }) => `| ${title} | ${names(modules.python)} | ${names(modules.typescript)} |`);
  return ['| SDK | Python | TypeScript and JavaScript |', '|---|---|---|', ...rows.sort((a, b) => a.localeCompare(b, 'en'))].join('\n');
}
