import { parseArgs } from 'node:util';
import { CrmDouble } from './crm/crm-double.ts';
import { SlackDouble } from './slack/slack-double.ts';

/**
 * Starts the doubles of the CRM and of Slack, and prints their addresses as one line of JSON.
 * Usage: CRM_WEBHOOK_SECRET=… CRM_CLIENT_SECRET=… SLACK_BOT_TOKEN=… node connectors/doubles/main.ts
 *   [--crm-port 0] [--slack-port 0] [--webhook http://127.0.0.1:…/lead-alerts/hooks/crm]
 */
const { values } = parseArgs({
  options: {
    'crm-port': { type: 'string', default: '0' },
    'slack-port': { type: 'string', default: '0' },
    webhook: { type: 'string' },
  },
});

const crm = new CrmDouble({
  clients: [{ id: 'crm-slack-alerts', secret: secret('CRM_CLIENT_SECRET'), scopes: ['crm:leads:read'] }],
  webhookSecret: secret('CRM_WEBHOOK_SECRET'),
  webhook: values.webhook,
});
const slack = new SlackDouble({ token: secret('SLACK_BOT_TOKEN') });

const addresses = {
  crm: await crm.start(port('crm-port')),
  slack: await slack.start(port('slack-port')),
};
process.stdout.write(`${JSON.stringify(addresses)}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void Promise.all([crm.stop(), slack.stop()]).then(() => process.exit(0)));

function secret(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`Expected ${name} in the environment.`);
  return value;
}

function port(name: 'crm-port' | 'slack-port'): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new Error(`Expected --${name} to be a port, 0 to 65535; came: ${values[name]}`);
}
