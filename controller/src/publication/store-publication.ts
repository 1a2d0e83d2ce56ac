import { sql } from 'kysely';
import { appendAudit } from '../audit/append-audit.ts';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import type { Published } from './publish-version.ts';
import type { DueVersion } from './read-due.ts';

/** What an attempt to publish came to. */
export type PublicationOutcome =
  | ({ readonly state: 'published' } & Published)
  /** It is tried again. */
  | { readonly state: 'pending'; readonly error: string; readonly dueAt: Date }
  | { readonly state: 'failed'; readonly error: string };

/** Writes down what became of a version, and how that leaves the entity that has it. Wants a transaction. */
export async function storePublication(
  db: Queryable,
  version: DueVersion,
  outcome: PublicationOutcome,
  now: Date,
): Promise<void> {
  const { kind, id, version: number, commit } = version;
  const isDone = outcome.state === 'published';
  const row = {
    ...{ kind, id, version: number, state: outcome.state, attempts: version.attempts + 1 },
    reference: isDone ? outcome.reference : null,
    digest: isDone ? outcome.digest : null,
    referrers: isDone ? outcome.referrers : [],
    due_at: outcome.state === 'pending' ? outcome.dueAt : null,
    error: isDone ? null : outcome.error,
    published_at: isDone ? now : null,
  };
  await writeRows(db, 'publication', [row], { onConflict: replacePublication });
  await storeCondition(db, version, outcome, now);
  if (!isDone) return;
  const { reference, digest } = outcome;
  const detail = { version: number, reference, digest };
  await appendAudit(
    db,
    [{ actor: { name: 'Souk' }, action: 'pushed', subject: `${kind}/${id}`, commit, detail }],
    {
      now,
    },
  );
}

const replacePublication = sql`
  on conflict (kind, id, version) do update set
    state = excluded.state, reference = excluded.reference, digest = excluded.digest,
    referrers = excluded.referrers, attempts = excluded.attempts, due_at = excluded.due_at, error = excluded.error,
    published_at = excluded.published_at`;

/** An entity is published when the version that it has now is; older ones say nothing of it. */
async function storeCondition(
  db: Queryable,
  { kind, id, version, commit }: DueVersion,
  outcome: PublicationOutcome,
  now: Date,
): Promise<void> {
  const { status, reason, message } = conditionOf(outcome);
  await sql`
    insert into condition (kind, id, type, status, reason, message, observed_commit, changed_at)
    select kind, id, 'Published', ${status}, ${reason}, ${message}, ${commit ?? null}, ${now}
    from entity where kind = ${kind} and id = ${id} and version = ${version}
    on conflict (kind, id, type) do update set
      status = excluded.status, reason = excluded.reason, message = excluded.message,
      observed_commit = excluded.observed_commit,
      changed_at =
        case when condition.status = excluded.status then condition.changed_at else excluded.changed_at end`.execute(
    db,
  );
}

function conditionOf(outcome: PublicationOutcome) {
  switch (outcome.state) {
    case 'published':
      return {
        status: 'True',
        reason: 'Pushed',
        message: `It lies in the registry as ${outcome.reference}, with the digest ${outcome.digest}.`,
      };
    case 'pending':
      return { status: 'False', reason: 'Retrying', message: outcome.error };
    case 'failed':
      return { status: 'False', reason: 'Refused', message: outcome.error };
  }
}
