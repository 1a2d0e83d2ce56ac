import type { InstallationStanding, KnownInstallation } from '../registry/read-installations.ts';

export const installationPhases = ['waiting', 'provisioning', 'running', 'suspended', 'removing'] as const;
type Phase = (typeof installationPhases)[number];

interface ConditionBody {
  readonly type: 'Provisioned' | 'Healthy' | 'InSync' | 'Consented';
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/** An installation as the API shows it. */
export function installationBody({ id, wanted, known, usage }: InstallationStanding) {
  return {
    id,
    name: wanted?.name,
    app: wanted?.app ?? known?.app.id ?? '',
    range: wanted?.range,
    version: known?.version,
    team: wanted?.team,
    environment: wanted?.environment,
    driver: known?.driver,
    phase: phaseOf(wanted !== undefined, known),
    health: known?.health ?? 'unknown',
    conditions: known === undefined ? [] : conditionsOf(known),
    awaitingConsent: known?.awaiting,
    firstSeenAt: known?.firstSeenAt.toISOString(),
    expiresAt: wanted?.expiresAt,
    ttl: wanted?.ttl,
    usage: usage.map(({ lastAt, ...total }) => ({ ...total, lastAt: lastAt.toISOString() })),
  };
}

function phaseOf(isWanted: boolean, known: KnownInstallation | undefined): Phase {
  if (known === undefined) return 'waiting';
  if (known.doing === 'remove' || !isWanted) return 'removing';
  if (known.phase !== 'absent') return known.phase;
  return known.doing === 'apply' ? 'provisioning' : 'waiting';
}

function conditionsOf(known: KnownInstallation): ConditionBody[] {
  return [provisioned(known), healthy(known), inSync(known), consented(known)];
}

function provisioned({ phase, doing, error, dueAt, blocked, version }: KnownInstallation): ConditionBody {
  const type = 'Provisioned';
  if (error !== undefined)
    return { type, status: 'False', reason: dueAt === undefined ? 'Refused' : 'Retrying', message: error };
  if (blocked !== undefined) return { type, status: 'False', reason: 'Blocked', message: blocked };
  if (doing !== undefined)
    return {
      ...{ type, status: 'Unknown', reason: 'UnderWay' },
      message: doing === 'apply' ? 'It is being made.' : 'It is being taken down.',
    };
  if (phase === 'absent')
    return { type, status: 'False', reason: 'Absent', message: 'Nothing of it runs anywhere.' };
  const message =
    phase === 'running' ? `Version ${version} was made.` : `Version ${version} is kept and stands still.`;
  return { type, status: 'True', reason: phase === 'running' ? 'Made' : 'Suspended', message };
}

function healthy({ health, healthMessage, rejected, phase }: KnownInstallation): ConditionBody {
  const type = 'Healthy';
  const left = rejected.length === 0 ? '' : ` Left because they were not: ${rejected.join(', ')}.`;
  switch (phase === 'running' ? health : 'unknown') {
    case 'healthy':
      return { type, status: 'True', reason: 'Healthy', message: `It answers as it should.${left}` };
    case 'unhealthy':
      return {
        ...{ type, status: 'False', reason: 'Unhealthy' },
        message: `${healthMessage ?? 'It does not answer as it should.'}${left}`,
      };
    case 'unknown':
      return {
        ...{ type, status: 'Unknown', reason: 'Unknown' },
        message: `${healthMessage ?? 'Nobody has looked yet, or nothing runs.'}${left}`,
      };
  }
}

function inSync({ drift }: KnownInstallation): ConditionBody {
  const type = 'InSync';
  if (drift.length === 0)
    return { type, status: 'True', reason: 'AsMade', message: 'It was found as it was made.' };
  return { type, status: 'False', reason: 'Drifted', message: `It differs in: ${drift.join(', ')}.` };
}

function consented({ awaiting }: KnownInstallation): ConditionBody {
  const type = 'Consented';
  if (awaiting === undefined)
    return { type, status: 'True', reason: 'Agreed', message: 'It may do what its team has agreed to.' };
  const { version, grants } = awaiting;
  return {
    ...{ type, status: 'False', reason: 'ConsentNeeded' },
    message: `Version ${version} waits: it asks for ${grants.join(', ')}. To agree, set \`consent: ${version}\` in the file of the installation.`,
  };
}
