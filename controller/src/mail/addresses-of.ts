import type { Team } from '@souk/model/manifest/manifest.ts';
import { isMailAddress } from './mail-address.ts';

/**
 * Where mails to a team go: to the team itself where it has one, else of the person who answers for it. What is meant for an address and is none
 * comes along, so that whoever sends it can say so.
 */
export function addressesOf({ contact, lead }: Team): string[] {
  const own = typeof contact === 'string' ? contact : contact?.email;
  const meant = own !== undefined && /^\S+@\S+$/.test(own) ? own : undefined;
  if (meant !== undefined && isMailAddress(meant)) return [meant];
  const other = typeof lead === 'object' ? lead.email : undefined;
  return [meant, other].filter((address) => address !== undefined);
}
