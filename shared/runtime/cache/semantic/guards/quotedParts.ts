/** Quoted text and code: what a question is about, letter by letter, and no prose. */

const QUOTED: readonly RegExp[] = [
  // A block of code, code in a line.
  /```[\s\S]*?(?:```|$)/g,
  /`[^`\n]+`/g,
  /"[^"\n]{1,400}"/g,
  /[“„«][^”“»\n]{1,400}[”“»]/g,
  // An apostrophe opens no quotation within a word.
  /(?<![\p{L}\p{N}])'[^'\n]{1,400}'(?![\p{L}\p{N}])/gu,
  // An address, a path, an option, a name with underscores, dots or capitals inside.
  /\bhttps?:\/\/\S+/g,
  /(?<![\p{L}\p{N}/])(?:~|\.{0,2})\/[\w.@/-]+/gu,
  /(?<![\p{L}\p{N}])--?[a-zA-Z][\w-]*/gu,
  /\b\w*_\w+(?:\.\w+)*(?:\(\))?/g,
  /\b[a-zA-Z]\w*(?:\.[a-zA-Z]\w*)+(?:\(\))?/g,
  /\b[a-z]+[A-Z]\w*\b/g,
  // Signs that stand for themselves.
  /\p{So}+/gu,
  // An expression: what stands around an operator.
  /[\w)\]]+(?:\s*(?:[=+*/<>%^|&!]=?|-)\s*[\w([]+)*\s*(?:[=+*/<>%^|&!]{1,3}|\s-)\s*[\w([.]+(?:\s*[=+*/<>%^|&!-]{1,3}\s*[\w([.]+)*/g,
];

export function partsOf(text: string): { readonly prose: string; readonly quoted: readonly string[] } {
  const quoted: string[] = [];
  let prose = text;
  for (const pattern of QUOTED) {
    prose = prose.replaceAll(pattern, part => {
      quoted.push(part.replaceAll(/\s+/g, ' ').trim());
      return ' ';
    });
  }
  return { prose, quoted: quoted.sort() };
}
