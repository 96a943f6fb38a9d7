/** JavaScript's escapes in strings and templates, and its number literals. */

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

const ESCAPE = /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|(\r\n|[\s\S]))/g;

/** The value of what stands between the quotes of a string. An escape that is none stands for itself. */
export function cookString(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (whole, braced?: string, four?: string, two?: string, octal?: string, other?: string) => {
    const hex = braced ?? four ?? two;
    if (hex !== undefined) {
      const code = Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (other === undefined) return whole;
    return isLineBreak(other) ? '' : (SIMPLE[other] ?? other);
  });
}

/** As a string, but line breaks of every kind are `\n`. */
export function cookTemplate(raw: string): string {
  return cookString(raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw);
}

function isLineBreak(text: string): boolean {
  return text === '\n' || text === '\r' || text === '\r\n' || text === '\u2028' || text === '\u2029';
}

/** The value of a number literal; a bigint that a number cannot hold is `NaN`. */
export function numberValue(source: string): number {
  const plain = source.includes('_') ? source.replaceAll('_', '') : source;
  if (plain.endsWith('n')) {
    const value = Number(plain.slice(0, -1));
    return Number.isSafeInteger(value) ? value : Number.NaN;
  }
  if (/^0[0-7]+$/.test(plain)) return Number.parseInt(plain, 8);
  return Number(plain);
}
