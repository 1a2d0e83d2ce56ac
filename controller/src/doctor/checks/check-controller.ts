import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Check, Diagnosis } from '../diagnosis.ts';
import { addressOf, readJson } from './souk-at.ts';

const name = 'Controller';

/** A poll goes by without a look now and then; more than this is a fault. */
const LATE_POLLS = 5;

/** Looks at the controller that runs, if one does: whether it serves, and how fresh what it serves is. */
export const checkController: Check = {
  name,
  look: async ({ config, url, now }) => {
    const address = url?.replace(/\/+$/, '') ?? (await announcedAddress(config.dataDir)) ?? addressOf(config);
    const ready = await readJson(`${address}/readyz`);
    if (ready.status === undefined) return [diagnoseSilence(address, url !== undefined, ready.reason)];
    const readiness = diagnoseReadiness(address, ready.status, ready.body);
    const status = await readJson(`${address}/api/v1/status`);
    if (status.status !== 200) return [readiness];
    return [readiness, diagnoseFreshness(Object(status.body), config.pollSeconds, now())];
  },
};

function diagnoseSilence(address: string, expected: boolean, reason = 'no reason given'): Diagnosis {
  return expected
    ? {
        name,
        status: 'fail',
        found: `${address} does not answer: ${reason}`,
        advice: 'Start it, or look at the address given with --url.',
      }
    : { name, status: 'skip', found: `none answers at ${address}` };
}

export function diagnoseReadiness(address: string, status: number, body: unknown): Diagnosis {
  if (status === 200) return { name, status: 'pass', found: `${address} is ready` };
  const { detail } = Object(body) as { readonly detail?: unknown };
  return typeof detail === 'string'
    ? {
        name,
        status: 'fail',
        found: `${address} is not ready: ${detail}`,
        advice: 'Mend what it names; it goes on by itself.',
      }
    : {
        name,
        status: 'fail',
        found: `${address} answers with ${status}, and not as a Souk does`,
        advice: 'Give the address of a Souk with --url.',
      };
}

interface WrittenStatus {
  readonly state?: unknown;
  readonly commit?: unknown;
  readonly syncedAt?: unknown;
  readonly error?: unknown;
}

/** How far what is served lies behind its source. */
export function diagnoseFreshness(
  { state, commit, syncedAt, error }: WrittenStatus,
  pollSeconds: number,
  now: Date,
): Diagnosis {
  const shown = typeof commit === 'string' ? commit.slice(0, 7) : 'no commit';
  if (typeof error === 'string')
    return {
      name: 'Freshness',
      status: 'warn',
      found: `serves ${shown}, the last good state: ${error}`,
      advice: 'Mend what it names.',
    };
  if (typeof syncedAt !== 'string')
    return {
      name: 'Freshness',
      status: 'warn',
      found: `has read no catalog yet (${state ?? 'unknown'})`,
      advice: 'Wait for the first sync.',
    };
  const age = Math.max(0, Math.round((now.getTime() - Date.parse(syncedAt)) / 1_000));
  const late = age > Math.max(60, LATE_POLLS * pollSeconds);
  const found = `serves ${shown}, true to its source ${age} s ago`;
  return late
    ? {
        name: 'Freshness',
        status: 'warn',
        found,
        advice: 'Look at its log for sync.failed, and whether a replica leads.',
      }
    : { name: 'Freshness', status: 'pass', found };
}

/** Where the holder of the data folder says that it answers. */
async function announcedAddress(dataDir: Config['dataDir']): Promise<string | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(join(dataDir, 'controller.json'), 'utf8'));
    const { address } = Object(note) as { readonly address?: unknown };
    return typeof address === 'string' ? address : undefined;
  } catch {
    return undefined;
  }
}
