import type { App } from '@souk/model/manifest/manifest.ts';
import type { Random } from './random.ts';
import { domains, regions, runtimes, stages, systems, tags, verbs } from './words.ts';

/** An app of the size that teams write: about two kilobytes of YAML. */
export function generateApp(random: Random, id: string, teams: readonly string[]): App {
  const owner = random.pick(teams);
  const used = random.some(systems, 3);
  const title = id.replaceAll('-', ' ');
  const version = `${random.int(0, 4)}.${random.int(0, 12)}.${random.int(0, 20)}`;
  return {
    apiVersion: 'souk/v1',
    kind: 'App',
    id,
    version,
    name: title.charAt(0).toUpperCase() + title.slice(1),
    summary: `Handles each ${title.split(' ')[0]} between ${used.join(' and ')} for the people who wait for it.`,
    description: `Takes what arrives in the ${used[0]}, checks it against the rules of the department and files the result.\nIt runs ${random.pick(['every hour', 'at night', 'on each event'])} and tells ${owner} when a record cannot be handled.`,
    owner,
    backupOwner: random.pick(teams.filter((team) => team !== owner)),
    maintainers: [`person-${random.int(0, 200)}-0`],
    contact: `${owner}@example.com`,
    domain: random.pick(domains),
    tags: random.some(tags, 4),
    ...(random.chance(0.3) ? { compliance: ['internal-only'] } : {}),
    costCenter: `CC-${random.int(1000, 1999)}`,
    lifecycle: { stage: random.pick(stages) },
    runtime: {
      type: random.pick(runtimes),
      version: 'node24',
      entry: 'dist/main.js',
      regions: random.some(regions, 2),
      resources: { cpu: `${random.int(1, 8) * 100}m`, memory: `${random.int(1, 8) * 128}Mi`, timeout: '30s' },
    },
    artifact: { ref: `registry.example.com/${id}@sha256:${random.int(10, 99).toString().repeat(32)}` },
    egress: used.map((system) => `${system}.example.com`),
    permissions: used.map((system) => ({
      name: system,
      type: 'oauth2',
      scopes: random.some(verbs, 2).map((verb) => `${system}:${verb}`),
      reason: `Works with the records of the ${system}.`,
    })),
    data: {
      classification: random.pick(['public', 'internal', 'internal', 'confidential']),
      categories: ['business'],
      residency: ['eu'],
      retention: `${random.int(1, 24)}mo`,
    },
    secrets: [{ name: 'API_TOKEN', provision: 'vault', description: 'Token of the service account.' }],
    apis: { provides: [{ name: id, version }], consumes: [...used] },
    billing: { plan: 'usage', metrics: [{ name: 'calls', unit: 'call', price: `0.0${random.int(1, 9)}` }] },
    support: {
      sla: 'business-hours',
      runbook: `https://wiki.example.com/${id}`,
      oncall: `${owner}@example.com`,
    },
    slos: [{ name: 'availability', objective: 99.5, window: '30d' }],
  };
}
