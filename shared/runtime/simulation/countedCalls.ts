/** `3 calls of unknown cost: in no figure.`; nothing for none. */
export function countedCalls(count: number, which: string, how: string): string[] {
  return count === 0 ? [] : [`${count.toLocaleString('en')} ${count === 1 ? 'call' : 'calls'} ${which}: ${how}.`];
}
