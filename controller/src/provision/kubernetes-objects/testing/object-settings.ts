import type { ObjectSettings } from '../object-settings.ts';

/** A cluster with an egress gateway, for every environment of the tests. */
export function someSettings(parts: Partial<ObjectSettings> = {}): ObjectSettings {
  return {
    environments: {
      dev: { namespace: 'marketplace-dev', replicas: 1 },
      production: { namespace: '{team}-production', replicas: 3 },
    },
    gatewayNamespace: 'souk-gateway',
    port: 8080,
    egress: {
      type: 'gateway',
      url: 'http://egress.souk-system.svc.cluster.local:3128',
      namespace: 'souk-system',
      podLabels: { app: 'egress' },
      port: 3128,
    },
    secretStore: { kind: 'ClusterSecretStore', name: 'vault', prefix: 'kv/{team}/', handsOutAll: true },
    resources: { cpu: '250m', memory: '128Mi' },
    ...parts,
  };
}
