import { resolve } from 'node:path';
import { createRepositoryClient } from '@souk/github/create-repository-client.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { readWrittenLabels } from '../../gate-setup/read-written-labels.ts';
import { readWrittenRulesets } from '../../gate-setup/read-written-rulesets.ts';
import type { GateSetup } from '../../gate-setup/run-gate-setup.ts';
import { SetupError } from '../../gate-setup/setup-error.ts';
import { UsageError } from '../exit-code.ts';
import type { ProcessPort } from '../terminal.ts';
import type { GateOptions } from './define-gate-command.ts';

export interface GateRequest {
  readonly client: RepositoryClient;
  readonly setup: GateSetup;
}

/** @throws {UsageError} */
export async function openGateRequest(
  { repository, appId, apiUrl, rulesets, labels }: GateOptions,
  process: ProcessPort,
): Promise<GateRequest> {
  const [owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository)?.slice(1) ?? [];
  if (owner === undefined || repo === undefined) {
    throw new UsageError(`--repository: expected owner/name, found ${JSON.stringify(repository)}.`);
  }
  if (!/^[1-9]\d{0,15}$/.test(appId)) {
    throw new UsageError(`--app-id: expected the number of an app, found ${JSON.stringify(appId)}.`);
  }
  const token = process.env['GITHUB_TOKEN'];
  if (token === undefined || token === '') {
    throw new UsageError('GITHUB_TOKEN is not set: give it a token with the permission administration.');
  }
  if (!/^https?:$/.test(URL.parse(apiUrl)?.protocol ?? '')) {
    throw new UsageError(
      `--api-url: expected an address such as https://<host>/api/v3, found ${JSON.stringify(apiUrl)}.`,
    );
  }
  const tell = (text: string): void => void process.stderr.write(`${text}\n`);
  return {
    client: createRepositoryClient({ token, apiUrl, owner, repo, tell }),
    setup: {
      rulesets: await orUsageError('--rulesets', readWrittenRulesets(resolve(process.cwd(), rulesets))),
      labels: await orUsageError('--labels', readWrittenLabels(resolve(process.cwd(), labels))),
      appId: Number(appId),
    },
  };
}

async function orUsageError<Value>(option: string, read: Promise<Value>): Promise<Value> {
  try {
    return await read;
  } catch (error) {
    throw error instanceof SetupError ? new UsageError(`${option}: ${error.message}`) : error;
  }
}
