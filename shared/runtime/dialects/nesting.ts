/** How deep JSON is nested: readers that call themselves must stop somewhere, and no provider takes what is nested deeper. */

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;

/** Blocks within blocks that are followed; a result of a tool within a message is two. */
export const DEEPEST_BLOCK = 32;
export const NESTED_TOO_DEEPLY = 'the request is nested too deeply to be read';

/** What `JSON.stringify` can write without running out of stack, with room to spare. */
const DEEPEST_JSON = 1000;

/** Brackets in texts count too, so that this may be said of a flat body; it is only ever the reason for a more careful answer. */
export function isNestedDeeply(json: Buffer): boolean {
  let depth = 0;
  for (const code of json) {
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > DEEPEST_JSON) return true;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
  }
  return false;
}
