import type { Installation } from '@souk/model/manifest/manifest.ts';
import { decidePrincipal, type NoPrincipal, type PrincipalFacts } from './decide-principal.ts';
import { type ExchangeRefusal, refuseExchange } from './exchange-refusal.ts';
import type { ExchangeRequest } from './parse-exchange.ts';
import type { Principal } from './principal.ts';
import type { Workload } from './verify-workload.ts';

export interface TokenQuestion {
  readonly request: Pick<ExchangeRequest, 'target' | 'scopes'>;
  readonly workload: Workload;
  readonly facts: PrincipalFacts;
  /** Who tokens may be for; the first when nobody is named. */
  readonly targets: readonly string[];
}

export type TokenDecision =
  | {
      readonly ok: true;
      readonly principal: Principal;
      readonly audience: string;
      readonly scopes: readonly string[];
    }
  | ExchangeRefusal;

const words: Readonly<Record<NoPrincipal, string>> = {
  gone: 'is not in the catalog',
  expired: 'has come to its end',
  suspended: 'is suspended',
  retired: 'installs what is retired or past its sunset',
  'not-running': 'does not run yet',
};

/** Whether a workload that its issuer vouches for gets what it asks for. */
export function decideToken({ request, workload, facts, targets }: TokenQuestion, now: Date): TokenDecision {
  const foreign = facts.installation && differenceOf(workload, facts.installation);
  if (foreign !== undefined) return refuseExchange('invalid_request', foreign);
  const decision = decidePrincipal(facts, now);
  if (!decision.ok)
    return refuseExchange(
      'invalid_request',
      `The installation ${workload.installation} ${words[decision.reason]}.`,
    );
  const { principal } = decision;
  const audience = request.target ?? targets[0];
  if (audience === undefined || !targets.includes(audience))
    return refuseExchange(
      'invalid_target',
      'No tokens are given out for that resource: SOUK_TOKEN_RESOURCES lists them.',
    );
  const scopes = [...new Set(request.scopes ?? principal.scopes)].toSorted();
  const missing = scopes.filter((scope) => !principal.scopes.includes(scope));
  if (missing.length > 0)
    return refuseExchange(
      'invalid_scope',
      `The installation ${principal.installation} does not have ${missing.join(', ')}: its version has to ask for it, and its team to agree.`,
    );
  return { ok: true, principal, audience, scopes };
}

/** Why a workload does not speak for an installation, though it has its name. */
function differenceOf(
  { issuer, environments, installation, app, team, environment }: Workload,
  wanted: Installation,
): string | undefined {
  if (!environments.includes(wanted.environment))
    return `The issuer ${issuer} does not speak for the environment of ${wanted.id}.`;
  const same =
    installation === wanted.id &&
    (app ?? wanted.app) === wanted.app &&
    (team ?? wanted.team) === wanted.team &&
    (environment ?? wanted.environment) === wanted.environment;
  return same ? undefined : `The subject does not fit the installation ${wanted.id}.`;
}
