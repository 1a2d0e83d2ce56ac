import { isIP } from 'node:net';
import type { AddressGuard } from './address-guard.ts';

export type TargetResult =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly reason: string };

/** Ports of mail, file, name and login services, which no receiver of webhooks sits behind. */
const FIRST_FREE_PORT = 1_024;
const webPorts = new Set(['', '80', '443']);

/**
 * Whether an address can be asked at all. Names are checked again at every connection, when it is known what they
 * stand for; a literal address is never looked up, so it is checked here.
 */
export function checkTarget(text: string, guard: AddressGuard): TargetResult {
  if (!URL.canParse(text)) return refused('The address can not be read; expected https://host/path.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return refused(`Webhooks go over HTTPS; found ${url.protocol}//.`);
  if (url.username !== '' || url.password !== '')
    return refused(
      'The address holds a user name or password, which everybody who reads the catalog would see.',
    );
  if (!webPorts.has(url.port) && Number(url.port) < FIRST_FREE_PORT)
    return refused(
      `Port ${url.port} is none of the web; expected 443, 80 or one from ${FIRST_FREE_PORT} up.`,
    );
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !admits(guard, url.protocol, literal))
    return refused(refusalOf(url.protocol, literal));
  return { ok: true, url };
}

/** Whether a connection may be made: unencrypted ones only to what the configuration names. */
export function admits(guard: AddressGuard, protocol: string, address: string): boolean {
  return protocol === 'https:' ? guard.isReachable(address) : guard.isAllowed(address);
}

/** Says why an address is refused, and how to have it allowed. */
export function refusalOf(protocol: string, address: string): string {
  const why = protocol === 'https:' ? 'is not on the public internet' : 'can be reached over HTTPS only';
  return `${address} ${why}; ranges that are to be reached all the same belong in SOUK_WEBHOOK_ALLOW.`;
}

function refused(reason: string): TargetResult {
  return { ok: false, reason };
}
