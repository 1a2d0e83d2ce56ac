import type { Entry, Installation } from '../manifest/manifest.ts';
import { fillDefaults } from './fill-defaults.ts';
import type { Instance, InstanceCode, InstanceSecret } from './instance.ts';

/** The instance that an installation asks for, of one version of its entry. */
export function assembleInstance(
  installation: Installation,
  entry: Entry,
  code: InstanceCode | undefined,
): Instance {
  const egress = (entry.egress ?? []).map((target) => (typeof target === 'string' ? target : target.host));
  const costCenter = installation.costCenter ?? entry.costCenter;
  return {
    id: installation.id,
    entry: {
      kind: entry.kind,
      id: entry.id,
      version: entry.version,
      name: entry.name,
      owner: entry.owner,
    },
    team: installation.team,
    environment: installation.environment,
    ...(costCenter === undefined ? {} : { costCenter }),
    runtime: entry.runtime,
    ...(entry.artifact?.ref === undefined ? {} : { artifact: entry.artifact.ref }),
    ...(code === undefined ? {} : { code }),
    config: fillDefaults(entry.config, installation.config ?? {}) as Instance['config'],
    secrets: secretsOf(installation, entry, egress),
    egress: egress.toSorted(),
    metrics: (entry.billing?.metrics ?? []).map(({ name }) => name).toSorted(),
    suspended: installation.suspended ?? false,
  };
}

/** Those that the entry asks for and the installation refers to; what nobody asked for is given to nobody. */
function secretsOf(
  { secrets = {} }: Installation,
  entry: Entry,
  egress: readonly string[],
): readonly InstanceSecret[] {
  return (entry.secrets ?? [])
    .flatMap(({ name, exposed = false, hosts }) => {
      const reference = secrets[name];
      if (reference === undefined) return [];
      const reachable = hosts === undefined ? egress : egress.filter((host) => hosts.includes(host));
      return [{ name, reference, exposed, hosts: reachable.toSorted() }];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
