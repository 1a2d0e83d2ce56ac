import type { Clock } from '../../clock.ts';
import type { Term } from '../../leadership/term.ts';
import type { Queryable } from '../../store/store.ts';
import type { ColumnarStore } from './columnar-store.ts';
import { checkDigits } from './copied-rows.ts';
import { continuesLedger } from './copy-standing.ts';
import { type EndedRound, noteBegun, noteEnded, readCopyState, readGenerations } from './copy-state.ts';
import { copyTables, dropGenerations } from './copy-tables.ts';
import { markBegun, markSettled, readHorizon, readMark } from './ledger-mark.ts';
import { hasChanged, readChangedLevels, readChangedSubjects } from './read-changed-subjects.ts';
import { readChangedDays, readChangedHours } from './read-changed-usage.ts';
import type { ChangedPage, ChangeScan, Place } from './scan-changes.ts';

export interface CopyPorts {
  /** The ledger. */
  readonly db: Queryable;
  readonly copy: ColumnarStore;
  readonly clock: Clock;
  /** Gives a UUID that was never there. */
  readonly createId: () => string;
  /** Days that are read at once, with their hours; of subjects, which are smaller, five times as many. */
  readonly pageDays?: number;
}

export type CopyOutcome = 'unchanged' | 'brought-up' | 'made-anew';

const PAGE_DAYS = 2_000;
const SUBJECTS_FOR_A_DAY = 5;
/** Behind so far, it takes longer to look for what has changed than to read everything. */
const FAR_BEHIND_MS = 24 * 3_600_000;

/**
 * Brings the copy up to the ledger. It may end anywhere, be run again, and be run by two at once: a row of a later round
 * wins, and a round counts only once all of its rows are there.
 */
export async function copyRound(ports: CopyPorts, term: Term): Promise<CopyOutcome> {
  const { db, copy, clock, createId, pageDays = PAGE_DAYS } = ports;
  const state = await readCopyState(copy);
  const mark = await readMark(db);
  // One that never was whole is begun again under another name, and all that is there is thrown away.
  const known = state?.ended !== undefined && continuesLedger(mark, state) ? state : undefined;
  const ended = known?.ended;
  // All that is counted before now is committed before the first row is read.
  const asOf = clock.now();
  if (known !== undefined && ended !== undefined && mark?.settled === true)
    if (!(await hasChanged(db, ended.since))) {
      await noteEnded(copy, known.generation, { ...ended, asOf });
      return 'unchanged';
    }
  // Those that are there by now: what another leader begins later is none of them.
  const leftOver = known === undefined ? await readGenerations(copy) : [];
  const generation = known?.generation ?? createId();
  const round = largest(mark?.round, state?.begun) + 1n;
  await term.write((transaction) => markBegun(transaction, generation, round));
  await noteBegun(copy, generation, round);
  await dropGenerations(copy, leftOver);
  const since = await readHorizon(db);
  const scan = { since: scanSince(ended, asOf), limit: pageDays };
  await copyAll(ports, term, scan, { generation, round: String(round) });
  await noteEnded(copy, generation, { round, since, asOf });
  await term.write((transaction) => markSettled(transaction, generation, round));
  return known === undefined ? 'made-anew' : 'brought-up';
}

function scanSince(ended: EndedRound | undefined, now: Date): string | undefined {
  const isNear = ended !== undefined && now.getTime() - ended.asOf.getTime() < FAR_BEHIND_MS;
  return isNear ? ended.since : undefined;
}

function largest(a = 0n, b = 0n): bigint {
  return a > b ? a : b;
}

/** What each row of a round says of itself. */
interface Stamp {
  readonly generation: string;
  readonly round: string;
}

async function copyAll({ db, copy }: CopyPorts, term: Term, scan: ChangeScan, stamp: Stamp): Promise<void> {
  const insert = async (table: string, rows: readonly object[]) => {
    if (rows.length > 0)
      await copy.insert(
        table,
        rows.map((row) => ({ ...row, ...stamp })),
      );
  };
  await eachPage(
    term,
    scan,
    (after) => readChangedDays(db, scan, after),
    async (days) => {
      const hours = await readChangedHours(db, scan, days);
      checkDigits(days);
      await insert(copyTables.hour, hours);
      await insert(copyTables.day, days);
    },
  );
  const smaller = { ...scan, limit: scan.limit * SUBJECTS_FOR_A_DAY };
  await eachPage(
    term,
    smaller,
    (after) => readChangedSubjects(db, smaller, after),
    (rows) => insert(copyTables.subject, rows),
  );
  await eachPage(
    term,
    smaller,
    (after) => readChangedLevels(db, smaller, after),
    (rows) => insert(copyTables.level, rows),
  );
}

async function eachPage<Row>(
  { ended }: Term,
  { limit }: ChangeScan,
  read: (after: Place | undefined) => Promise<ChangedPage<Row>>,
  take: (rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let after: Place | undefined; ; ) {
    ended.throwIfAborted();
    const { rows, last } = await read(after);
    await take(rows);
    if (rows.length < limit) return;
    after = last;
  }
}
