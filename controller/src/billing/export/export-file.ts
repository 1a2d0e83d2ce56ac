import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Term } from '../../leadership/term.ts';
import type { Queryable, Store } from '../../store/store.ts';
import { nameOfRevision } from './export-name.ts';
import { ExportError, type ExportTarget } from './export-target.ts';

/** A file that has to be handed out, unless it was. */
export interface ExportFile {
  /** Made by `exportName`. */
  readonly base: string;
  readonly text: string;
  readonly contentType: string;
  /** Stands for what it is made of; its digest when undefined. */
  readonly basis?: string;
}

interface Handed {
  readonly revision: number;
  readonly basis: string;
  readonly digest: string;
}

/** Names that something of another origin may have. */
const MOST_TAKEN = 100;

export function digestOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What was handed out last of a file; undefined when nothing was. */
export async function readHanded(db: Queryable, base: string): Promise<Handed | undefined> {
  const { rows } = await sql<Handed>`
    select revision, basis, digest from billing_export where base = ${base} order by revision desc limit 1`.execute(
    db,
  );
  return rows[0];
}

/**
 * Hands a file out, once. When it was handed out with other bytes, these stay, and it gets the next revision. A process
 * that is killed in between finds its own file again, as the same bytes under the same name.
 *
 * @returns whether there is a file that was not there before
 * @throws {ExportError}
 */
export async function exportFile(
  term: Term,
  { store, target, now }: { readonly store: Store; readonly target: ExportTarget; readonly now: Date },
  { base, text, contentType, basis }: ExportFile,
): Promise<boolean> {
  const bytes = Buffer.from(text);
  const digest = digestOf(bytes);
  const last = await readHanded(store.db, base);
  const newBasis = basis ?? digest;
  if (last?.basis === newBasis || last?.digest === digest) return false;
  const first = (last?.revision ?? 0) + 1;
  for (let revision = first; revision < first + MOST_TAKEN; revision++) {
    const name = nameOfRevision(base, revision);
    term.ended.throwIfAborted();
    if ((await target.put(name, bytes, contentType)) === 'taken') continue;
    await term.write((db) =>
      sql`
        insert into billing_export (name, base, revision, basis, digest, bytes, written_at)
        values (${name}, ${base}, ${revision}, ${newBasis}, ${digest}, ${bytes.length}, ${now.toISOString()}::timestamptz)`.execute(
        db,
      ),
    );
    return true;
  }
  throw new ExportError(
    `${base} can't be handed out: the next ${MOST_TAKEN} names after revision ${first - 1} belong to other files in ${target.name}.`,
  );
}
