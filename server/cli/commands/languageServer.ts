/**
 * The language server is a program of its own, beside this one: it is loaded by its address, so that neither knows the other. In the bundle
 * it is `languageServer.js`, from source `server/lsp/main.ts`.
 */
export async function runLanguageServer(): Promise<void> {
  const isBundled = import.meta.url.endsWith('.js');
  const program = new URL(isBundled ? './languageServer.js' : '../../lsp/main.ts', import.meta.url);
  // The server reads its own arguments: how it is spoken to.
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  await import(program.href);
}
