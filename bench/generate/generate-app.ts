import type { App } from '@souk/model/manifest/manifest.ts';
import { generateAccess } from './generate-access.ts';
import { generateRuntime } from './generate-runtime.ts';
import type { TeamPlan } from './generate-teams.ts';
import type { Random } from './random.ts';
import { domains, regions, tags } from './words.ts';

type Stage = NonNullable<App['lifecycle']>['stage'];

export interface AppPlan {
  readonly id: string;
  readonly stage: Stage;
  readonly type: App['runtime']['type'];
}

/** An app as the policies want it, of the size that teams write: two to three kilobytes of YAML. */
export function generateApp(random: Random, { id, stage, type }: AppPlan, teams: readonly TeamPlan[]): App {
  const owner = random.pick(teams);
  const version = `${random.int(0, 4)}.${random.int(0, 12)}.${random.int(0, 20)}`;
  const { used, onlyEurope, isHighRisk, ...access } = generateAccess(random);
  return {
    apiVersion: 'souk/v1',
    kind: 'App',
    id,
    version,
    ...texts(random, id, used, owner.id),
    ...people(random, id, owner, teams),
    domain: random.pick(domains),
    tags: random.some(tags, 4),
    ...(random.chance(0.3) ? { compliance: ['internal-only'] } : {}),
    costCenter: owner.costCenter,
    license: random.pick(['Apache-2.0', 'MIT', 'LicenseRef-Acme-Internal']),
    lifecycle: lifecycle(random, stage, id),
    runtime: generateRuntime(random, type, random.some(onlyEurope ? regions.slice(0, 2) : regions, 2)),
    ...access,
    apis: { provides: [{ name: id, version }], consumes: [...used] },
    ...(random.chance(0.3) ? { events: { produces: [`com.example.${used[0]}.record.filed`] } } : {}),
    ...supplyChain(random, id, version, isHighRisk),
    billing: { plan: 'usage', metrics: [{ name: 'calls', unit: 'call', price: `0.00${random.int(1, 9)}` }] },
    support: {
      sla: 'business-hours, answer within 4 hours',
      runbook: `https://wiki.example.com/${id}/runbook`,
      oncall: `https://oncall.example.com/${owner.id}`,
    },
    slos: [{ name: 'availability', objective: 99.5, window: '30d' }],
  };
}

function texts(
  random: Random,
  id: string,
  used: readonly string[],
  owner: string,
): Pick<App, 'name' | 'summary' | 'description'> {
  const title = id.replaceAll('-', ' ');
  const rhythm = random.pick(['every hour', 'at night', 'on each event']);
  return {
    name: title.charAt(0).toUpperCase() + title.slice(1),
    summary: `Handles each ${title.split(' ')[0]} between ${used.join(' and ')} for the people who wait for it.`,
    description: `Takes what arrives in the ${used[0]}, checks it against the rules of the department and files the result.\nIt runs ${rhythm} and tells ${owner} when a record cannot be handled.`,
  };
}

function people(
  random: Random,
  id: string,
  owner: TeamPlan,
  teams: readonly TeamPlan[],
): Pick<App, 'owner' | 'backupOwner' | 'maintainers' | 'contact'> {
  return {
    owner: owner.id,
    backupOwner: random.pick(teams.filter((team) => team !== owner)).id,
    maintainers: random.some(owner.people, 2),
    contact: { email: `${owner.id}@example.com`, slack: `#${id}` },
  };
}

/** Sunsets to come are far away: a catalog that is generated later must not be late. */
function lifecycle(random: Random, stage: Stage, id: string): NonNullable<App['lifecycle']> {
  if (stage !== 'deprecated' && stage !== 'retired') return { stage };
  const [announced, sunset] = stage === 'deprecated' ? [2026, 2028] : [2024, 2026];
  const deprecation = {
    announced: `${announced}-0${random.int(7, 9)}-15`,
    sunset: `${sunset}-0${random.int(4, 6)}-30`,
    migrationGuide: `https://wiki.example.com/${id}/migration`,
    reason: 'The department works with the common service now.',
  };
  return { stage, deprecation };
}

/** What policies/data/platform.yaml asks for: more of an app that can do more harm. */
function supplyChain(
  random: Random,
  id: string,
  version: string,
  isHighRisk: boolean,
): Pick<App, 'artifact' | 'sbom' | 'provenance' | 'quality'> {
  const documents = `https://artifacts.example.com/${id}/${version}`;
  return {
    artifact: {
      ref: `registry.example.com/acme/${id}:${version}@sha256:${random.hex(64)}`,
      source: `https://github.com/acme/${id}`,
      commit: random.hex(40),
    },
    sbom: { url: `${documents}/sbom.cdx.json`, digest: `sha256:${random.hex(64)}`, format: 'cyclonedx' },
    provenance: {
      slsa: isHighRisk ? 3 : 2,
      builder: 'https://github.com/acme/release-workflows/.github/workflows/build.yml@refs/tags/v4.1.0',
      signedBy: 'release@example.com',
      ...(isHighRisk ? { attestations: [`${documents}/provenance.sigstore.json`] } : {}),
    },
    quality: { tests: 'npm test', changelog: `https://github.com/acme/${id}/releases` },
  };
}
