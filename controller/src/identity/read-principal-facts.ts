import { desireInstallation } from '@souk/model/installation/desire-installation.ts';
import { addDuration } from '@souk/model/lifecycle/add-duration.ts';
import type { Trigger } from '@souk/model/lifecycle/deadline.ts';
import { type Entry, type Installation, stageOf } from '@souk/model/manifest/manifest.ts';
import type { InstallationRecord } from '../provision/installation-record.ts';
import { readRecords } from '../provision/read-records.ts';
import { type InstallationWish, readWishes } from '../provision/read-wishes.ts';
import type { Queryable } from '../store/store.ts';
import type { PrincipalFacts } from './decide-principal.ts';

const nobody: PrincipalFacts = {
  installation: undefined,
  entry: undefined,
  running: undefined,
  agreed: [],
  suspended: false,
  ended: false,
  expiresAt: undefined,
  sunsetAt: undefined,
  revokedSince: undefined,
};

/** What the store knows of an installation of this catalog; those of other catalogs are nobody here. */
export async function readPrincipalFacts(db: Queryable, id: string): Promise<PrincipalFacts> {
  const [wishes, [record], revocation, dueAt] = await Promise.all([
    readWishes(db, [id]),
    readRecords(db, [id]),
    db.selectFrom('revoked_principal').select('since').where('installation_id', '=', id).executeTakeFirst(),
    readDeadlines(db, id),
  ]);
  const revokedSince = revocation?.since;
  const wish = wishes.get(id);
  if (wish === undefined) return { ...nobody, revokedSince };
  const { installation, entry } = wish.facts;
  const running = runningVersion(wish, record);
  return {
    ...{ installation, entry, running, ended: wish.ended, revokedSince },
    agreed: agreedGrants(wish, record, running),
    suspended: wish.facts.stopped || record?.state.phase === 'suspended',
    expiresAt: dueAt.get('expiry') ?? expiryOf(installation, record?.firstSeenAt),
    sunsetAt: dueAt.get('sunset') ?? (entry === undefined ? undefined : sunsetOf(entry)),
  };
}

/** When somebody has put a deadline off, it is later than the manifests say. */
async function readDeadlines(db: Queryable, id: string): Promise<ReadonlyMap<Trigger, Date>> {
  const rows = await db
    .selectFrom('lifecycle_case')
    .select(['trigger', 'due_at'])
    .where('kind', '=', 'Installation')
    .where('id', '=', id)
    .execute();
  return new Map(rows.map((row) => [row.trigger, row.due_at]));
}

/** What was begun is there before it is known to be: it may want a token as the first thing it does. */
function runningVersion(
  { facts }: InstallationWish,
  record: InstallationRecord | undefined,
): Entry | undefined {
  if (record === undefined) return undefined;
  const begun = record.doing === 'apply' ? record.instance?.entry.version : undefined;
  const version = begun ?? (record.state.phase === 'absent' ? undefined : record.state.running?.version);
  return facts.versions.find((one) => one.version === version);
}

function agreedGrants(
  { facts }: InstallationWish,
  record: InstallationRecord | undefined,
  running: Entry | undefined,
): readonly string[] {
  const { consent, versions } = desireInstallation(facts);
  if (consent !== undefined) return consent;
  if (record?.state.running !== undefined) return record.state.agreed;
  // Who installs something without a word about consent agrees to what it is when it begins.
  return versions.find(({ version }) => version === running?.version)?.grants ?? [];
}

function expiryOf({ expiresAt, ttl }: Installation, firstSeenAt: Date | undefined): Date | undefined {
  const ends = [
    ...(expiresAt === undefined ? [] : [new Date(expiresAt)]),
    ...(ttl === undefined || firstSeenAt === undefined ? [] : [addDuration(firstSeenAt, ttl)]),
  ];
  return ends.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

function sunsetOf(entry: Entry): Date | undefined {
  const { sunset } = entry.lifecycle?.deprecation ?? {};
  return stageOf(entry) === 'deprecated' && sunset !== undefined ? new Date(sunset) : undefined;
}
