import { decidePrincipal, type NoPrincipal, type PrincipalFacts } from './decide-principal.ts';
import type { Principal } from './principal.ts';
import type { TokenClaims } from './token-claims.ts';

/**
 * - `revoked`: it was given out before all tokens of the installation were called back
 * - `narrowed`: it holds a scope that the installation has no more
 */
export type RevocationReason = NoPrincipal | 'revoked' | 'narrowed';

export type RevocationDecision =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly reason: RevocationReason };

/** Whether a token that is sound by itself still counts. */
export function decideRevocation(claims: TokenClaims, facts: PrincipalFacts, now: Date): RevocationDecision {
  const { revokedSince } = facts;
  const decision = decidePrincipal(facts, now);
  if (!decision.ok) return decision;
  if (revokedSince !== undefined && claims.issuedAt * 1_000 <= revokedSince.getTime())
    return { ok: false, reason: 'revoked' };
  if (!claims.scopes.every((scope) => decision.principal.scopes.includes(scope)))
    return { ok: false, reason: 'narrowed' };
  return decision;
}
