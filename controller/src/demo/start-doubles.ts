import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Root of this project: only its own sample is tried with doubles. */
export const ownRoot = join(import.meta.dirname, '../../..');

/** Stand for the systems that the sample's connectors speak with, while somebody tries it. */
export interface Doubles {
  /** Pages for people. */
  readonly pages: { readonly crm: string; readonly chat: string };
  /** Where what goes to a host is sent instead. */
  readonly routes: ReadonlyMap<string, URL>;
  /** Values that the sample refers to, new each time. */
  readonly secrets: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** Installation of the sample that the CRM calls. */
const CALLED = 'lead-alerts-dev';

/**
 * Starts the doubles beside this process; they end with it.
 *
 * @param appsUrl where installations are called
 * @throws {Error} when they do not come up
 */
export async function startDoubles(appsUrl: string): Promise<Doubles> {
  const secrets = {
    CRM_WEBHOOK_SECRET: randomBytes(24).toString('hex'),
    CRM_CLIENT_SECRET: randomBytes(24).toString('hex'),
    SLACK_BOT_TOKEN: `xoxb-${randomBytes(24).toString('hex')}`,
  };
  const script = join(ownRoot, 'connectors/doubles/main.ts');
  const webhook = `${appsUrl}/${CALLED}/hooks/crm`;
  const child = spawn(process.execPath, [script, '--webhook', webhook], {
    env: { ...secrets, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill());
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The doubles ended with exit code ${code}.`)));
  });
  ended.catch(() => undefined);
  const [line] = await Promise.race([firstLine(child.stdout), ended]);
  const { crm, slack } = JSON.parse(line ?? '{}') as { readonly crm: string; readonly slack: string };
  return {
    pages: { crm, chat: slack },
    routes: new Map([
      ['crm.example.com', new URL(crm)],
      ['slack.com', new URL(slack)],
    ]),
    secrets: new Map(Object.entries(secrets).map(([name, value]) => [`SOUK_SECRET_DEMO_${name}`, value])),
    stop: async () => {
      child.kill();
      await ended.catch(() => undefined);
    },
  };
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string[]> {
  for await (const line of createInterface({ input: stream })) return [line];
  return [];
}
