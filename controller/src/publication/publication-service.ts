import { withoutCredentials } from '@souk/git/git-error.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Subscribe } from '../events/wake-ups.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import { retryDelay } from '../retry-delay.ts';
import type { Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';
import { logEvent } from '../telemetry/log-events.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { runPasses } from '../work/run-passes.ts';
import { RegistryError } from './oci/registry-error.ts';
import { type PublishPorts, publishVersion } from './publish-version.ts';
import { type DueVersion, readDue } from './read-due.ts';
import { createScanWindow } from './scan-window.ts';
import { type PublicationOutcome, storePublication } from './store-publication.ts';

export interface PublicationPorts extends Omit<PublishPorts, 'openRepository'> {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  readonly subscribe: Subscribe;
  /** Whether versions wait until they were looked through. */
  readonly vetted: boolean;
  /** Opens a repository; what it does ends with the signal. */
  readonly openRepository: (path: string, ended: AbortSignal) => ReturnType<PublishPorts['openRepository']>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** A version that is due again, or was looked through, announces nothing. */
const IDLE_MS = 15_000;
const BATCH = 100;
const AT_ONCE = 4;
const RETRY = { firstMs: 10_000, longestMs: 60 * 60 * 1_000 };

/** Puts every accepted version in the registry, once. What is left to do follows from the store alone. */
export function createPublicationService(ports: PublicationPorts): LeaderService {
  const { subscribe, clock, logger, random } = ports;
  return {
    name: 'publication',
    run: (term) => {
      let timesAway = 0;
      let quietUntil = 0;
      const window = createScanWindow();
      const pass = async () => {
        const now = clock.now();
        if (now.getTime() < quietUntil) return;
        if ((await publishDue(term, ports, window.since(now))) === 'settled') {
          timesAway = 0;
          window.settle(now);
          return;
        }
        timesAway += 1;
        quietUntil = clock.now().getTime() + retryDelay(timesAway, { ...RETRY, random });
      };
      return runPasses(term, {
        name: 'publication',
        pass,
        onFailure: () => ports.telemetry.failed('oci'),
        subscribe,
        idleMs: IDLE_MS,
        clock,
        logger,
        random,
      });
    },
  };
}

/** @returns `away` when the registry did not answer, or let nobody in: the rest is left for later */
async function publishDue(
  term: Term,
  ports: PublicationPorts,
  since: Date | undefined,
): Promise<'settled' | 'away'> {
  const { store, clock, vetted } = ports;
  while (!term.ended.aborted) {
    const due = await readDue(store.db, { now: clock.now(), limit: BATCH, vetted, since });
    if (due.length === 0) break;
    for (let start = 0; start < due.length && !term.ended.aborted; start += AT_ONCE) {
      const few = due.slice(start, start + AT_ONCE);
      const outcomes = await Promise.all(few.map((version) => publishOne(term, version, ports)));
      if (outcomes.includes('away')) return 'away';
    }
  }
  return 'settled';
}

/** @returns `away` when the others would fare no better now */
async function publishOne(
  term: Term,
  version: DueVersion,
  ports: PublicationPorts,
): Promise<'settled' | 'away'> {
  const { clock, logger, openRepository, telemetry } = ports;
  const subject = `${version.kind}/${version.id} ${version.version}`;
  const open = (path: string) => openRepository(path, term.ended);
  try {
    const attributes = { 'souk.kind': version.kind, 'souk.id': version.id, 'souk.version': version.version };
    const published = await telemetry.tracing.span('oci.publish', attributes, () =>
      publishVersion(version, { ...ports, openRepository: open }),
    );
    await store(term, version, { state: 'published', ...published }, clock.now());
    telemetry.publicationEnded('published');
    logger.info(
      { reference: published.reference, digest: published.digest },
      `${subject} is in the registry`,
    );
    return 'settled';
  } catch (error) {
    if (term.ended.aborted || error instanceof StoreError) throw error;
    // Whatever is wrong with one version is no reason to keep the others.
    const failure = error instanceof RegistryError ? error : new RegistryError('refused', messageOf(error));
    const outcome = outcomeOf(failure, version.attempts, ports);
    const fields = { kind: version.kind, id: version.id, reason: failure.message, code: failure.code };
    logEvent(logger, 'publication.failed', fields, `${subject} could not be published`);
    telemetry.failed('oci');
    telemetry.publicationEnded(outcome.state === 'failed' ? 'failed' : 'retry');
    await store(term, version, outcome, clock.now());
    return ['unreachable', 'busy', 'unauthorized'].includes(failure.code) ? 'away' : 'settled';
  }
}

function store(term: Term, version: DueVersion, outcome: PublicationOutcome, now: Date): Promise<void> {
  return term.write((db) => storePublication(db, version, outcome, now));
}

function messageOf(error: unknown): string {
  return withoutCredentials(error instanceof Error ? error.message : String(error));
}

function outcomeOf(
  { code, message: error, retryAfterMs = 0 }: RegistryError,
  attempts: number,
  { clock, random }: PublicationPorts,
): PublicationOutcome {
  if (code === 'taken') return { state: 'failed', error };
  const waitMs = Math.max(retryAfterMs, retryDelay(attempts + 1, { ...RETRY, random }));
  return { state: 'pending', error, dueAt: new Date(clock.now().getTime() + waitMs) };
}
