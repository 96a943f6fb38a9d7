/**
 * Replaces what stands between `<!-- generated: NAME -->` and `<!-- /generated -->` in a Markdown text.
 * Throws when a section has no text, or a text no section: either is a slip of whoever edited the page.
 */
export function replaceSections(markdown: string, sections: Readonly<Record<string, string>>): string {
  const unused = new Set(Object.keys(sections));
  const replaced = markdown.replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- \/generated -->)/g,
    (_, start: string, name: string, end: string) => {
      const text = sections[name];
      if (text === undefined) throw new Error(`nothing is generated for the section "${name}"`);
      unused.delete(name);
      return `${start}${text.trimEnd()}\n${end}`;
    },
  );
  if (unused.size > 0) throw new Error(`the page has no section for ${[...unused].join(', ')}`);
  return replaced;
}
