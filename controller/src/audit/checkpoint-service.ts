import { withoutCredentials } from '@souk/git/git-error.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import { retryDelay } from '../retry-delay.ts';
import type { Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { anchorCheckpoints } from './anchor-checkpoints.ts';
import type { AnchorStore } from './anchor-store.ts';
import type { AuditKey } from './audit-key.ts';
import { isCheckpointDue } from './is-checkpoint-due.ts';
import { readAuditState } from './read-audit-state.ts';
import { writeCheckpoint } from './write-checkpoint.ts';

const POLL_MS = 30_000;
const RETRY = { firstMs: POLL_MS, longestMs: 60 * 60 * 1_000, random: Math.random };

export interface CheckpointPorts {
  readonly store: Store;
  readonly key: AuditKey;
  /** Where checkpoints are kept beside the database; nowhere when undefined. */
  readonly anchors: AnchorStore | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Pick<Telemetry, 'failed'>;
}

export interface CheckpointService extends LeaderService {
  /** Why checkpoints can not be anchored at the moment; undefined while all is well. */
  readonly anchorError: () => string | undefined;
}

/** Signs the audit log from time to time, and once more when the leadership is given up. Writes nothing by itself. */
export function createCheckpointService(ports: CheckpointPorts): CheckpointService {
  const { clock, logger, telemetry } = ports;
  let anchorError: string | undefined;
  let failures = 0;
  let anchorAt = 0;

  async function anchor(term: Term, anchors: AnchorStore): Promise<void> {
    if (clock.now().getTime() < anchorAt) return;
    try {
      await anchorCheckpoints(term, { db: ports.store.db, anchors });
      anchorError = undefined;
      failures = 0;
    } catch (error) {
      failures += 1;
      anchorAt = clock.now().getTime() + retryDelay(failures, RETRY);
      anchorError = withoutCredentials(error instanceof Error ? error.message : String(error));
      telemetry.failed('audit');
      logger.warn({ reason: anchorError, failures }, 'a checkpoint of the audit log could not be anchored');
    }
  }

  return {
    name: 'audit checkpoints',
    anchorError: () => anchorError,
    run: async (term) => {
      while (!term.ended.aborted) {
        await attempt(ports, () => sealWhenDue(term, ports));
        if (ports.anchors !== undefined) await anchor(term, ports.anchors);
        await clock.sleep(POLL_MS, term.ended);
      }
      await attempt(ports, () => seal(term, ports));
    },
  };
}

async function sealWhenDue(term: Term, ports: CheckpointPorts): Promise<void> {
  const state = await readAuditState(ports.store.db);
  if (isCheckpointDue(state, ports.clock.now())) await seal(term, ports);
}

function seal(term: Term, { key, clock }: CheckpointPorts): Promise<void> {
  return term.write((db) => writeCheckpoint(db, { key, now: clock.now() }));
}

/** The database may be away for a while: the next round comes. Who was replaced has nothing left to seal. */
async function attempt({ logger, telemetry }: CheckpointPorts, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof StoreError && error.code === 'fenced') return;
    telemetry.failed('audit');
    logger.warn({ err: error }, 'the audit log could not be sealed');
  }
}
