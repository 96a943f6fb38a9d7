/**
 * A text that came with a request, safe to show: control characters would drive the terminal, and marks of direction would turn the line around.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
}
