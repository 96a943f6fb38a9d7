/** The salt of this installation: credentials are kept only as HMACs with it, which say "the same key" and nothing more. */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Home, OWN_FILE } from './home.ts';

const BYTES = 32;

/** Made once; of several processes that make it at the same time, all get the same. Throws when the file is not a salt: a new one would part each user from his past. */
export function readSalt({ salt }: Pick<Home, 'salt'>): Buffer {
  const known = readIfThere(salt);
  if (known) return checked(known, salt);
  const beside = `${salt}.${process.pid}`;
  writeFileSync(beside, randomBytes(BYTES), { mode: OWN_FILE });
  try {
    linkSync(beside, salt);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(beside, { force: true });
  }
  return checked(readFileSync(salt), salt);
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function checked(salt: Buffer, path: string): Buffer {
  if (salt.byteLength === BYTES) return salt;
  throw new Error(`${path} is damaged; remove it, and keys count as new ones from then on`);
}
