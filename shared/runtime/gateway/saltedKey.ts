import { createSecretKey, type KeyObject } from 'node:crypto';

/** To make a key of a salt costs five times the HMAC itself. */
const keys = new WeakMap<Buffer, KeyObject>();

/** The key that HMACs with this salt are made with. */
export function saltedKey(salt: Buffer): KeyObject {
  let key = keys.get(salt);
  if (!key) {
    key = createSecretKey(salt);
    keys.set(salt, key);
  }
  return key;
}
