import compare from 'semver/functions/compare.js';
import type { DesiredInstallation, OfferedVersion } from './desired-installation.ts';
import type { InstallationState, RunningVersion } from './installation-state.ts';

export type InstallationStep =
  | { readonly type: 'none' }
  | { readonly type: 'apply'; readonly version: string; readonly why: ApplyReason }
  | { readonly type: 'suspend' }
  | { readonly type: 'remove' };

export type ApplyReason =
  | 'provision'
  | 'upgrade'
  | 'downgrade'
  | 'rollback'
  | 'configure'
  | 'resume'
  | 'repair';

export interface InstallationPlan {
  readonly step: InstallationStep;
  /** A version that may do more than the team has agreed to: it waits. */
  readonly awaitsConsent?: { readonly version: string; readonly grants: readonly string[] };
  /** Why it is not what the file says. */
  readonly blocked?: string;
}

/** An instance that is not healthy for so long after it became another version goes back, in milliseconds. */
export const PATIENCE_MS = 5 * 60 * 1_000;

/**
 * The one thing to do next so that an instance is what the catalog wants. What runs is never stopped for a version that
 * asks for more than the team has agreed to, or for one that is missing.
 *
 * @param desired undefined when its file is gone, or its time is up
 */
export function planInstallation(
  desired: DesiredInstallation | undefined,
  state: InstallationState,
  now: Date,
): InstallationPlan {
  if (desired === undefined) return { step: { type: state.phase === 'absent' ? 'none' : 'remove' } };
  if (state.running === undefined) return planFirst(desired);
  const agreed = new Set(desired.consent ?? state.agreed);
  const candidates = desired.versions.filter(({ version }) => !state.rejected.includes(version));
  const target = candidates.find((offered) => lackingConsent(offered, agreed).length === 0);
  const waiting = awaiting(candidates[0], target, agreed);
  return { ...planRunning(desired, { ...state, running: state.running }, target, agreed, now), ...waiting };
}

function planFirst({ versions, consent, suspended, barred }: DesiredInstallation): InstallationPlan {
  const step = { type: 'none' } as const;
  if (barred !== undefined) return { step, blocked: barred };
  if (suspended) return { step };
  const [newest] = versions;
  if (newest === undefined) return { step, blocked: 'No version that was accepted is in its range.' };
  // Who installs something without a word about consent agrees to what it is now.
  const agreed = new Set(consent ?? newest.grants);
  const target = versions.find((offered) => lackingConsent(offered, agreed).length === 0);
  const waiting = awaiting(newest, target, agreed);
  if (target === undefined) return { step, ...waiting, blocked: 'Nobody has agreed to what it may do.' };
  return { step: { type: 'apply', version: target.version, why: 'provision' }, ...waiting };
}

function planRunning(
  { suspended, settings, versions }: DesiredInstallation,
  state: InstallationState & { readonly running: RunningVersion },
  target: OfferedVersion | undefined,
  agreed: ReadonlySet<string>,
  now: Date,
): InstallationPlan {
  const { running, phase, lastHealthy } = state;
  const rest: InstallationStep = { type: phase === 'running' ? 'suspend' : 'none' };
  if (suspended) return { step: rest };
  const own = versions.find(({ version }) => version === running.version);
  if (own !== undefined && target === undefined && lackingConsent(own, agreed).length > 0)
    return { step: rest, blocked: 'Nobody agrees any more to what it may do.' };
  if (target === undefined)
    return { step: { type: 'none' }, blocked: 'No other version that may run is in its range.' };
  const apply = (version: string, why: ApplyReason): InstallationPlan => ({
    step: { type: 'apply', version, why },
  });
  const order = compare(target.version, running.version);
  if (order !== 0) return apply(target.version, order > 0 ? 'upgrade' : 'downgrade');
  if (phase === 'suspended') return apply(target.version, 'resume');
  if (settings !== running.settings) return apply(target.version, 'configure');
  const healthy = versions.find(({ version }) => version === lastHealthy);
  if (isFailing(state, now) && healthy !== undefined && lackingConsent(healthy, agreed).length === 0)
    return apply(healthy.version, 'rollback');
  return state.drifted ? apply(target.version, 'repair') : { step: { type: 'none' } };
}

function isFailing({ health, healthSince, running, lastHealthy }: InstallationState, now: Date): boolean {
  return (
    health === 'unhealthy' &&
    running?.version !== lastHealthy &&
    now.getTime() - healthSince.getTime() >= PATIENCE_MS
  );
}

function lackingConsent({ grants }: OfferedVersion, agreed: ReadonlySet<string>): string[] {
  return grants.filter((grant) => !agreed.has(grant));
}

function awaiting(
  newest: OfferedVersion | undefined,
  target: OfferedVersion | undefined,
  agreed: ReadonlySet<string>,
): Pick<InstallationPlan, 'awaitsConsent'> {
  if (newest === undefined || newest === target) return {};
  return { awaitsConsent: { version: newest.version, grants: lackingConsent(newest, agreed) } };
}
