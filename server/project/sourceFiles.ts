/** Which files are linted at all, by name. What language an extension means is `server/syntax`'s knowledge; this is only about reading them. */

const EXTENSIONS = new Set(['py', 'ipynb', 'ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs']);

/** Files made by a machine or of declarations only. */
const NOT_SOURCE = /(?:\.d\.[cm]?ts|[.-]min\.[cm]?js|\.bundle\.js)$/;

export function isSourceFile(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && EXTENSIONS.has(name.slice(dot + 1)) && !NOT_SOURCE.test(name);
}

export const isNotebook = (path: string): boolean => path.endsWith('.ipynb');

/** Folders of other people's code and of build output; a folder named on the command line is linted all the same. */
const SKIPPED_FOLDERS = new Set([
  'node_modules',
  'bower_components',
  'vendor',
  'third_party',
  'site-packages',
  'venv',
  '__pycache__',
  '__pypackages__',
  'dist',
  'build',
  '_build',
  'htmlcov',
  'cdk.out',
]);

/** Folders with a dot that hold a product's own code: Remix keeps what runs on one side only in `.server` and `.client`. */
const CODE_FOLDERS = new Set(['.server', '.client']);

export const isSkippedFolder = (name: string): boolean => (name.startsWith('.') && !CODE_FOLDERS.has(name)) || SKIPPED_FOLDERS.has(name);

/** Longer files are data or bundles; reading one would stall an editor. */
export const MAX_BYTES = 5 * 1024 * 1024;
