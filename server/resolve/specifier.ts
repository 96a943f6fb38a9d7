/** Package names as Deno, Supabase functions and browsers write them: `npm:openai@4`, `https://esm.sh/@google/genai@1.2`. */

const REGISTRY =
  /^(?:npm:|jsr:|https?:\/\/(?:esm\.sh|esm\.run|cdn\.skypack\.dev|cdn\.jsdelivr\.net\/npm|unpkg\.com|deno\.land\/x)\/)\/?(@[^/@]+\/[^/@]+|[^/@]+)(?:@[^/]*)?(\/.*)?$/;

/** The package an import names, whatever it is fetched through. */
export function packageName(specifier: string): string {
  const match = REGISTRY.exec(specifier);
  if (!match) return specifier;
  const path = match[2]?.replace(/\/\+esm$/, '') ?? '';
  return `${match[1]}${path}`;
}
