import { namespaceOf } from './object-scope.ts';
import type { EnvironmentSettings } from './object-settings.ts';

/** The most that all instances in a namespace may use together, in quantities of Kubernetes. */
export interface QuotaLimits {
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
}

/**
 * What all instances of a namespace share; it belongs to the environment, or to a team in it, and to no instance.
 * @throws {DriverError} `invalid` when no namespace can be called so
 */
export function renderQuota(environment: EnvironmentSettings, team: string, limits: QuotaLimits) {
  const { cpu, memory, pods } = limits;
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: {
      name: 'souk',
      namespace: namespaceOf(environment, team),
      labels: { 'app.kubernetes.io/managed-by': 'souk' },
    },
    spec: {
      hard: {
        'limits.cpu': cpu,
        'limits.memory': memory,
        'requests.cpu': cpu,
        'requests.memory': memory,
        pods: String(pods),
      },
    },
  } as const;
}
