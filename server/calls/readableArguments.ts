/** Arguments as a catalogue entry names them, however the language passes them. */
import type { Language } from '../ir/nodes.ts';
import { dict, mergeDicts, optionsOf } from '../resolve/construct.ts';
import type { ArgumentBag, DictSlot } from '../resolve/values.ts';

/**
 * Adds names to arguments: positional ones by the names of their parameters, and in TypeScript the entries of the options object.
 *
 * @param options index of the options object; -1: none; undefined: the first object there is
 */
export function readable(bag: ArgumentBag, names: readonly string[] | undefined, language: Language, options?: number): ArgumentBag {
  return withNames(language === 'typescript' ? withOptions(bag, options) : bag, names, language);
}

function withNames(bag: ArgumentBag, names: readonly string[] | undefined, language: Language): ArgumentBag {
  if (!names?.length || bag.positional.length === 0) return bag;
  const named = new Map<string, DictSlot>(bag.named);
  bag.positional.slice(0, names.length).forEach((value, index) => {
    const name = names[index] as string;
    if (named.has(name) || (language === 'typescript' && value.kind === 'dict')) return;
    named.set(name, { value, ...(value.at ? { at: value.at } : {}) });
  });
  return { ...bag, named };
}

function withOptions(bag: ArgumentBag, index: number | undefined): ArgumentBag {
  const at = index ?? bag.positional.findIndex(value => value.kind === 'dict');
  const options = at < 0 ? undefined : bag.positional[at];
  if (!options) return bag;
  for (const option of optionsOf(options)) {
    const isPlain = option.kind === 'text' || (option.kind === 'constant' && option.value !== null);
    if (isPlain) return bag;
  }
  const own = dict(bag.named, { ...(bag.open ? { open: bag.open } : {}), ...(bag.spreads ? { spreads: bag.spreads } : {}) });
  const { entries, open, spreads } = mergeDicts(own, options, 'its options are built elsewhere');
  return { positional: bag.positional, named: entries, ...(open ? { open } : {}), ...(spreads ? { spreads } : {}) };
}
