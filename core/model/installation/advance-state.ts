import type { InstallationState } from './installation-state.ts';
import type { ApplyReason } from './plan-installation.ts';

export const absent = (since: Date): InstallationState => ({
  running: undefined,
  phase: 'absent',
  agreed: [],
  health: 'unknown',
  healthSince: since,
  lastHealthy: undefined,
  rejected: [],
  drifted: false,
});

/** How an instance is known once a version of it was applied. */
export function afterApply(
  state: InstallationState,
  { version, settings, grants, why, suspended }: AppliedVersion,
  now: Date,
): InstallationState {
  const { running } = state;
  const sameSettings = running?.settings === settings;
  const left = why === 'rollback' && running !== undefined ? [running.version] : [];
  return {
    ...state,
    running: { version, settings },
    phase: suspended ? 'suspended' : 'running',
    agreed: running === undefined ? grants : state.agreed,
    health: 'unknown',
    healthSince: now,
    // With other settings nobody knows what works.
    lastHealthy: sameSettings ? state.lastHealthy : undefined,
    rejected: sameSettings ? [...state.rejected, ...left] : [],
    drifted: false,
  };
}

export interface AppliedVersion {
  readonly version: string;
  readonly settings: string;
  readonly grants: readonly string[];
  readonly why: ApplyReason | 'suspend';
  readonly suspended: boolean;
}

/** How an instance is known once somebody has looked at it. */
export function afterLook(
  state: InstallationState,
  { health, drifted }: Pick<InstallationState, 'health' | 'drifted'>,
  now: Date,
): InstallationState {
  const lastHealthy = health === 'healthy' ? state.running?.version : state.lastHealthy;
  const healthSince = health === state.health ? state.healthSince : now;
  return { ...state, health, healthSince, lastHealthy, drifted };
}
