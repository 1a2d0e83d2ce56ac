import { grantsOfEntry } from '@souk/model/change/permission-diff.ts';
import { type Entry, type Installation, stageOf } from '@souk/model/manifest/manifest.ts';
import type { Principal } from './principal.ts';

/** All that decides whether an installation has an identity at the moment. */
export interface PrincipalFacts {
  /** As its file says; undefined when the catalog does not have it. */
  readonly installation: Installation | undefined;
  /** Its app or connector, as the catalog has it now. */
  readonly entry: Entry | undefined;
  /** The version that runs, or is being begun, as it was accepted. */
  readonly running: Entry | undefined;
  /** Names of grants that the team has agreed to, such as `scope crm:leads:read`. */
  readonly agreed: readonly string[];
  readonly suspended: boolean;
  /** Whether a deadline has passed by which it is taken down. */
  readonly ended: boolean;
  /** When its time is up; undefined when it has none. */
  readonly expiresAt: Date | undefined;
  /** When what it installs stops working; undefined when no day is set. */
  readonly sunsetAt: Date | undefined;
  readonly revokedSince: Date | undefined;
}

/**
 * - `gone`: the catalog has no such installation
 * - `expired`: its time is up
 * - `suspended`: it stands still
 * - `retired`: its app is gone, retired or past its sunset
 * - `not-running`: nothing of it runs yet
 */
export type NoPrincipal = 'gone' | 'expired' | 'suspended' | 'retired' | 'not-running';

export type PrincipalDecision =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly reason: NoPrincipal };

/** Who an installation is now, or why it is nobody. */
export function decidePrincipal(facts: PrincipalFacts, now: Date): PrincipalDecision {
  const { installation, entry, running, suspended, ended, expiresAt, sunsetAt, revokedSince } = facts;
  const refuse = (reason: NoPrincipal) => ({ ok: false, reason }) as const;
  if (installation === undefined) return refuse('gone');
  if (ended || isPast(expiresAt, now)) return refuse('expired');
  if (entry === undefined || stageOf(entry) === 'retired' || isPast(sunsetAt, now)) return refuse('retired');
  if (suspended || installation.suspended === true) return refuse('suspended');
  if (running === undefined) return refuse('not-running');
  const { id, team, environment } = installation;
  return {
    ok: true,
    principal: {
      ...{ installation: id, app: { kind: running.kind, id: running.id }, version: running.version },
      ...{ team, environment, revokedSince },
      scopes: scopesOf(running, facts.agreed),
      endsAt: earliest(expiresAt, sunsetAt),
    },
  };
}

function scopesOf(running: Entry, agreed: readonly string[]): string[] {
  return grantsOfEntry(running)
    .filter(({ what, name }) => what === 'scope' && agreed.includes(`scope ${name}`))
    .map(({ name }) => name)
    .toSorted();
}

function isPast(at: Date | undefined, now: Date): boolean {
  return at !== undefined && at <= now;
}

function earliest(...times: readonly (Date | undefined)[]): Date | undefined {
  return times.filter((at) => at !== undefined).toSorted((a, b) => a.getTime() - b.getTime())[0];
}
