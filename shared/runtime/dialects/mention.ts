/** Whether a piece of JSON can hold a member, seen by its bytes: a glance that saves parsing what says nothing. */

const QUOTE = 0x22;
const COLON = 0x3a;
const LETTER_N = 0x6e;

/** A member's name as it stands in JSON. */
export function named(member: string): Buffer {
  return Buffer.from(`"${member}"`);
}

/** True when `name` (quotes included) stands as a member whose value is not null. Text of the model cannot fake it: quotes in it are escaped. */
export function mentions(json: Buffer, name: Buffer): boolean {
  for (let at = json.indexOf(name); at >= 0; at = json.indexOf(name, at + name.length)) {
    let next = afterBlanks(json, at + name.length);
    if (json[next] !== COLON) continue;
    next = afterBlanks(json, next + 1);
    if (json[next] !== LETTER_N) return true;
  }
  return false;
}

/** The member's value where it is a string without escapes; undefined otherwise. */
export function stringValue(json: Buffer, name: Buffer): string | undefined {
  const at = json.indexOf(name);
  if (at < 0) return undefined;
  let next = afterBlanks(json, at + name.length);
  if (json[next] !== COLON) return undefined;
  next = afterBlanks(json, next + 1);
  if (json[next] !== QUOTE) return undefined;
  const end = json.indexOf(QUOTE, next + 1);
  return end < 0 ? undefined : json.toString('latin1', next + 1, end);
}

export function afterBlanks(json: Buffer, at: number): number {
  let next = at;
  for (let code = json[next]; code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; code = json[++next]);
  return next;
}
