import type { Instance } from '@souk/model/installation/instance.ts';

/** An instance with what every driver understands; parts as the test wants them. */
export function anInstance(parts: Partial<Instance> = {}): Instance {
  return {
    id: 'lead-alerts',
    entry: {
      kind: 'Connector',
      id: 'crm-slack-alerts',
      version: '1.2.0',
      name: 'CRM to Slack Lead Alerts',
      owner: 'sales-platform',
    },
    team: 'sales-platform',
    environment: 'dev',
    costCenter: 'CC-1050',
    runtime: { type: 'function', entry: 'src/main.ts', healthCheck: '/healthz' },
    artifact: `registry.example.com/acme/crm-slack-alerts:1.2.0@sha256:${'c'.repeat(64)}`,
    code: { commit: 'c0ffee', folder: 'connectors/crm-slack-alerts/' },
    config: { channel: '#leads' },
    secrets: [],
    egress: ['crm.example.com', 'slack.com'],
    metrics: ['alerts'],
    suspended: false,
    ...parts,
  };
}
