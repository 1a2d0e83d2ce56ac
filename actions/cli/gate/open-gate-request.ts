import { resolve } from 'node:path';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { readWrittenLabels } from '../../gate-setup/read-written-labels.ts';
import { readWrittenRulesets } from '../../gate-setup/read-written-rulesets.ts';
import type { GateSetup } from '../../gate-setup/run-gate-setup.ts';
import { SetupError } from '../../gate-setup/setup-error.ts';
import { UsageError } from '../exit-code.ts';
import { openGitHub } from '../open-github.ts';
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
  if (!/^[1-9]\d{0,15}$/.test(appId)) {
    throw new UsageError(`--app-id: expected the number of an app, found ${JSON.stringify(appId)}.`);
  }
  const client = openGitHub({ repository, apiUrl }, process, 'the permission administration');
  return {
    client,
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
