import type { App, Installation } from '@souk/model/manifest/manifest.ts';
import type { TeamPlan } from './generate-teams.ts';
import type { Random } from './random.ts';

const FOREIGN_COST_CENTER = 0.005;

/** Where an app of its stage and class of data may be installed. */
function environmentsOf({ lifecycle, data }: App): readonly string[] {
  const isTrial = lifecycle?.stage === 'proposed' || lifecycle?.stage === 'vetted';
  return [
    ...(data?.classification === 'restricted' ? [] : ['dev']),
    'staging',
    ...(isTrial ? [] : ['production', 'production']),
  ];
}

/** An installation of one of the apps by one of the teams, which pays for it. */
export function generateInstallation(
  random: Random,
  id: string,
  apps: readonly App[],
  teams: readonly TeamPlan[],
): Installation {
  const app = random.pick(apps);
  const team = random.pick(teams);
  const environment = random.pick(environmentsOf(app));
  const payer = random.chance(FOREIGN_COST_CENTER) ? random.pick(teams) : team;
  return {
    apiVersion: 'souk/v1',
    kind: 'Installation',
    id,
    app: app.id,
    version: `^${app.version}`,
    team: team.id,
    environment,
    ...(environment === 'dev' ? { ttl: `${random.int(7, 30)}d` } : {}),
    ...(environment === 'staging' ? { ttl: `${random.int(30, 180)}d` } : {}),
    secrets: { API_TOKEN: `vault:kv/${team.id}/${app.id}/${environment}#token` },
    budget: `${random.int(1, 90) * 10}.00`,
    costCenter: payer.costCenter,
  };
}
