import { isIP } from 'node:net';
import type { AddressGuard } from '../webhooks/address-guard.ts';
import { admits, refusalOf } from '../webhooks/check-target.ts';
import type { SourceUrl } from './parse-source-url.ts';
import { SourceRefusal } from './source-refusal.ts';

/** The addresses that a name stands for. */
export type LookUp = (host: string) => Promise<readonly string[]>;

/**
 * The addresses that a host may be reached at: those of the public internet, and those that the configuration names.
 * Git is held to them, so that a name which changes its mind after the look changes nothing.
 *
 * @throws {SourceRefusal} when there are none
 */
export async function pinAddresses(
  { protocol, host }: SourceUrl,
  guard: AddressGuard,
  lookUp: LookUp,
): Promise<readonly string[]> {
  // SSH encrypts as HTTPS does.
  const like = protocol === 'ssh:' ? 'https:' : protocol;
  const found = isIP(host) === 0 ? await lookUpOrRefuse(host, lookUp) : [host];
  const admitted = found.filter((address) => admits(guard, like, address));
  if (admitted.length === 0) throw new SourceRefusal(`${host}: ${refusalOf(like, found.join(', '))}`);
  return admitted;
}

async function lookUpOrRefuse(host: string, lookUp: LookUp): Promise<readonly string[]> {
  try {
    return await lookUp(host);
  } catch {
    throw new SourceRefusal(`${host}: the name can not be looked up.`);
  }
}
