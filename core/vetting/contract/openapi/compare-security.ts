import { changesOf } from '../change/change-at.ts';
import type { ContractChange } from '../change/contract-change.ts';
import { child } from '../document/located.ts';
import type { Operation, SecurityWay } from './operation.ts';

/**
 * Whether everyone who was let in still is: each earlier way must satisfy one of the later ways, which asks for the same
 * schemes and scopes or for fewer.
 */
export function compareSecurity(before: Operation, after: Operation): ContractChange[] {
  const lost = before.security.filter((was) => !after.security.some((is) => isEnough(was, is)));
  const won = after.security.filter((is) => !before.security.some((was) => isEnough(is, was)));
  const change = changesOf({ subject: after.name, users: [after.name] });
  const at = child(after.at, 'security');
  if (lost.length > 0) {
    const what = `no longer lets in ${lost.map(describeWay).join(' or ')}; it asks for ${after.security.map(describeWay).join(' or ')}`;
    return [change('contract/security-tightened', 'breaking', at, what)];
  }
  if (won.length === 0) return [];
  return [
    change('contract/security-tightened', 'additive', at, `lets in ${won.map(describeWay).join(' or ')} too`),
  ];
}

function isEnough(held: SecurityWay, asked: SecurityWay): boolean {
  return [...asked].every(([signature, { scopes }]) => {
    const credential = held.get(signature);
    return credential !== undefined && scopes.every((scope) => credential.scopes.includes(scope));
  });
}

function describeWay(way: SecurityWay): string {
  if (way.size === 0) return 'anyone';
  return [...way.values()]
    .map(({ scheme, scopes }) => (scopes.length === 0 ? scheme : `${scheme} with ${scopes.join(', ')}`))
    .join(' and ');
}
