/** The panel's page, which the editor and the dashboard fill in each in their way. */

export interface PageParts {
  readonly place: 'editor' | 'browser';
  /** Content-Security-Policy. */
  readonly csp: string;
  readonly nonce: string;
  /** Addresses of the script and the style sheet. */
  readonly script: string;
  readonly style: string;
}

/** `{{name}}` stands for each part. None of them comes from outside, so that nothing needs escaping beyond quotes. */
export function fillPage(template: string, parts: PageParts): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = parts[name as keyof PageParts];
    if (value === undefined) throw new Error(`the page asks for ${name}`);
    return value.replaceAll('"', '&quot;');
  });
}
