/**
 * Runs a script of this folder on the Node that npm installed, after installing what is missing: `node scripts/withSetUp.mjs SCRIPT [ARGUMENTS]`.
 * The one file here that is plain JavaScript for Node 20, because on a fresh clone it runs before anything is there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const nodeOfProject = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

function stop(sentence) {
  console.error(sentence);
  process.exit(2);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Why an installation is needed, or undefined. Compares what is locked with what npm says it installed. */
function whyInstall() {
  if (!existsSync(modules)) return 'node_modules is missing';
  const installed = readJson(join(modules, '.package-lock.json'))?.packages;
  if (!installed) return 'node_modules was not installed by npm';
  const locked = readJson(join(root, 'package-lock.json')).packages;
  for (const [path, entry] of Object.entries(locked)) {
    const leftOut = path === '' || ((entry.optional || entry.devOptional || entry.peer) && !installed[path]);
    if (!leftOut && installed[path]?.version !== entry.version) return `${path.replace('node_modules/', '')} is not at ${entry.version}`;
  }
  return undefined;
}

function npm(...args) {
  const shell = process.platform === 'win32';
  const done = spawnSync('npm', [...args, '--loglevel=error', '--no-fund', '--no-audit'], {
    cwd: root,
    shell,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (done.error) stop(`npm could not be started (${done.error.message}). Farthing needs Node 20 or newer with npm.`);
  if (done.status !== 0) stop(`npm ${args.join(' ')} failed; its message is above.`);
}

function install(reason) {
  const started = Date.now();
  process.stderr.write(`Installing packages, as ${reason} (npm ci) ...\n`);
  npm('ci');
  // Some npm settings keep install scripts from running. The package `node` is nothing without its own.
  if (!existsSync(nodeOfProject)) npm('rebuild', 'node', '--ignore-scripts=false');
  if (!existsSync(nodeOfProject)) stop('npm did not install the package "node": see whether your npm settings forbid its install script.');
  process.stderr.write(`Installed in ${((Date.now() - started) / 1000).toFixed(0)} s.\n`);
}

if (Number(process.versions.node.split('.')[0]) < 20) stop(`Farthing needs Node 20 or newer; this is ${process.version}.`);
const reason = whyInstall() ?? (existsSync(nodeOfProject) ? undefined : 'the package "node" is incomplete');
if (reason) install(reason);

const [script, ...args] = process.argv.slice(2);
const path = [join(modules, '.bin'), process.env.PATH].join(delimiter);
const run = spawnSync(nodeOfProject, [join(root, script), ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
if (run.error) stop(`${script} could not be started: ${run.error.message}`);
process.exit(run.status ?? 1);
