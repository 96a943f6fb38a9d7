/** The pages of the rules as files that come with the package: they can be read without a network. */
import { existsSync } from 'node:fs';
import { rules } from '../rules/index.ts';

const known = new Map<string, string | undefined>();

/** The address of a rule's page. */
export function rulePage(rule: string): string | undefined {
  if (!known.has(rule)) known.set(rule, locate(rule));
  return known.get(rule);
}

/** From the bundle in `dist/` as from the source. */
function locate(rule: string): string | undefined {
  if (!rules.some(({ id }) => id === rule)) return undefined;
  const places = ['../docs/rules', '../../docs/rules'].map(folder => new URL(`${folder}/${rule}.md`, import.meta.url));
  return places.find(place => existsSync(place))?.href;
}
