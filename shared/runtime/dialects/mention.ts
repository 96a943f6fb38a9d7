/** Whether a piece of JSON can hold a member, seen by its letters: a glance that saves parsing what says nothing. */

const QUOTE = '"';

/** Bytes as letters of one byte each: quick, and enough to find what is ASCII. */
export function glance(json: Buffer): string {
  return json.toString('latin1');
}

/** True when `name` (quotes included) stands as a member whose value is not null. Text of the model cannot fake it: quotes in it are escaped. */
export function mentions(json: string, name: string): boolean {
  for (let at = json.indexOf(name); at >= 0; at = json.indexOf(name, at + name.length)) {
    let next = afterBlanks(json, at + name.length);
    if (json[next] !== ':') continue;
    next = afterBlanks(json, next + 1);
    if (json[next] !== 'n') return true;
  }
  return false;
}

/** The first value of a member where it is a string without escapes; undefined otherwise. */
export function stringValue(json: string, name: string): string | undefined {
  const at = json.indexOf(name);
  if (at < 0) return undefined;
  let next = afterBlanks(json, at + name.length);
  if (json[next] !== ':') return undefined;
  next = afterBlanks(json, next + 1);
  if (json[next] !== QUOTE) return undefined;
  const end = json.indexOf(QUOTE, next + 1);
  return end < 0 ? undefined : json.slice(next + 1, end);
}

function afterBlanks(json: string, at: number): number {
  let next = at;
  while (json[next] === ' ' || json[next] === '\n' || json[next] === '\r' || json[next] === '\t') next++;
  return next;
}
