/** Addresses that a user may configure. */

/** http or https, with neither query nor credentials: requests are put behind it, and it is shown. */
export function isWebAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && isWeb(url) && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
}

/** https, or http on this machine: what is sent there does not leave the machine unencrypted. */
export function isSafeAddress(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || !isWeb(url)) return false;
  return url.protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

/** redis or rediss (TLS), with user, password and database where they are needed. */
export function isStoreAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== '' && /^\/?\d*$/.test(url.pathname);
}

const isWeb = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:';
