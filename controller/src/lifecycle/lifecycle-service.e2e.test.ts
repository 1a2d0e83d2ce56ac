import type { App, Installation, Manifest, Team } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvents } from '../events/read-events.ts';
import { noteUse } from '../metering/testing/note-use.ts';
import { writeCatalog } from '../provision/testing/write-catalog.ts';
import type { Store } from '../store/store.ts';
import { silentTelemetry } from '../telemetry/create-telemetry.ts';
import { aTerm } from '../testing/a-term.ts';
import { anApp, aTeam } from '../testing/catalog-snapshot.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { runLifecycle } from './create-lifecycle-service.ts';
import type { NoticeChannel, SentNotice } from './notice-channel.ts';
import { readCases } from './read-cases.ts';

const DAY = 24 * 60 * 60 * 1_000;

let store: Store;
let clock: FakeClock;
let mails: SentNotice[];
let proposals: string[];
let mailFails: boolean;
let issues: SentNotice[] | undefined;

beforeEach(async () => {
  store = await borrowMemoryStore();
  clock = new FakeClock('2026-01-01T00:00:00Z');
  mails = [];
  proposals = [];
  mailFails = false;
  issues = undefined;
});
afterEach(() => store.close());

const mailChannel: NoticeChannel = {
  name: 'email',
  canTell: ({ emails }) => emails.length > 0,
  tell: async (notice) => {
    if (mailFails) throw new Error('The server is away.');
    mails.push(notice);
    return notice.content.emails.length > 1 ? `${notice.content.emails[1]} was not taken.` : undefined;
  },
};
/** Another way to tell people, where there is one. */
const issueChannel = (): NoticeChannel[] =>
  issues === undefined
    ? []
    : [
        {
          name: 'issue',
          canTell: () => true,
          tell: async (notice) => {
            issues?.push(notice);
            return undefined;
          },
        },
      ];

const pass = (hasMail = true): Promise<void> =>
  runLifecycle(aTerm(store), {
    ...{ store, clock, logger: pino({ level: 'silent' }), telemetry: silentTelemetry() },
    schedule: () => () => {},
    announce: async () => {},
    random: () => 0.5,
    channels: [...issueChannel(), ...(hasMail ? [mailChannel] : [])],
    propose: async ({ subject }, action) => {
      if (['clean-up', 'review', 'retire'].includes(action)) proposals.push(`${action} ${subject.id}`);
      return undefined;
    },
  });
/** Lets so many days go by, with a pass whenever something is due, and each day where use has to be watched. */
const days = async (count: number, { hasMail = true, daily = false } = {}): Promise<void> => {
  const end = clock.now().getTime() + count * DAY;
  await pass(hasMail);
  while (clock.now().getTime() < end) {
    const next = Math.min(end, await nextDue(), ...(daily ? [clock.now().getTime() + DAY] : []));
    clock.advance(Math.max(1, next - clock.now().getTime()));
    await pass(hasMail);
  }
};
const nextDue = async (): Promise<number> => {
  const { rows } = await sql<{ at: Date | null }>`
    select least(
      (select min(next_due_at) from lifecycle_case), (select min(due_at) from notice where state = 'pending')
    ) as at`.execute(store.db);
  return rows[0]?.at?.getTime() ?? Number.POSITIVE_INFINITY;
};
const told = async (): Promise<string[]> =>
  (await readEvents(store.db, { after: 0, limit: 1_000 }))
    .filter(({ change }) => change === undefined)
    .map(({ type, at }) => `${at.toISOString().slice(0, 10)} ${type}`);

const put = (...manifests: readonly Manifest[]): Promise<void> =>
  writeCatalog(store, { put: manifests }, clock.now());
const sales: Team = aTeam({ id: 'sales', contact: { email: 'sales@example.com' } });
const tools: Team = aTeam({ id: 'sales-tools', contact: { email: 'tools@example.com' } });
const crm = (change: Partial<App> = {}): App =>
  anApp({ id: 'crm', lifecycle: { stage: 'published' }, ...change });
const emea = (change: Partial<Installation> = {}): Installation => ({
  ...{ apiVersion: 'souk/v1', kind: 'Installation', id: 'crm-emea', app: 'crm', version: '^1.0.0' },
  ...{ team: 'sales', environment: 'dev' },
  ...change,
});
const install = async (installation: Installation): Promise<void> => {
  await put(sales, tools, crm(), installation);
  const at = clock.now();
  await store.db
    .insertInto('installation_state')
    .values({
      ...{ installation_id: installation.id, driver: 'local', entry_kind: 'App', entry_id: 'crm' },
      ...{ first_seen_at: at, phase: 'running', health_since: at },
    })
    .execute();
  await pass();
};

describe('when an installation has a last day', () => {
  it('is told of 90, 60 and 30 days before, ended on the day, and its file proposed for removal', async () => {
    await install(emea({ expiresAt: '2026-06-01' }));
    await days(180);
    expect(await told()).toEqual([
      '2026-03-03 installation.notice',
      '2026-04-02 installation.notice',
      '2026-05-02 installation.notice',
      '2026-06-01 installation.ended',
      '2026-06-01 installation.clean-up-proposed',
    ]);
    expect(proposals).toEqual(['clean-up crm-emea']);
    expect(mails.map(({ number, content }) => [number, content.emails])).toEqual([
      [1, ['sales@example.com']],
      [2, ['sales@example.com']],
      [3, ['sales@example.com', 'tools@example.com']],
    ]);
    expect(mails[2]?.content).toMatchObject({
      teams: ['sales', 'sales-tools'],
      title: 'crm-emea: it is taken down on 2026-06-01',
    });
  });

  it('goes on when its day is put off, and is told anew', async () => {
    await install(emea({ expiresAt: '2026-04-01' }));
    await days(80);
    await put(emea({ expiresAt: '2026-09-01' }));
    await days(60);
    expect((await told()).filter((line) => line > '2026-03-22')).toEqual(['2026-03-22 installation.put-off']);
    await days(120);
    expect((await told()).at(-2)).toBe('2026-09-01 installation.ended');
  });

  it('is not ended while nobody can be told by a second way, and says so', async () => {
    await install(emea({ expiresAt: '2026-03-01' }));
    await days(65, { hasMail: false });
    expect(await told()).not.toContainEqual(expect.stringContaining('ended'));
    expect((await readCases(store.db))[0]?.held).toMatch(/second way/);
  });

  it('is ended later when the second way was broken for long', async () => {
    await install(emea({ expiresAt: '2026-03-01' }));
    mailFails = true;
    await days(65);
    expect(await told()).not.toContainEqual(expect.stringContaining('ended'));
    mailFails = false;
    await days(2);
    expect((await told()).at(-1)).toMatch(/clean-up-proposed$/);
    expect(new Set(mails.map(({ number }) => number)).size).toBe(mails.length);
  });

  it('is told of by every way that is set up, and the one that works waits for no other', async () => {
    issues = [];
    mailFails = true;
    await install(emea({ expiresAt: '2026-06-01' }));
    await days(100);
    expect([issues.map(({ number }) => number), mails]).toEqual([[1, 2], []]);
    mailFails = false;
    await days(30);
    expect(mails.map(({ number }) => number).toSorted()).toEqual([1, 2, 3]);
    const rows = await store.db
      .selectFrom('notice')
      .selectAll()
      .orderBy('number')
      .orderBy('channel')
      .execute();
    expect(rows.map(({ number, channel, state, error }) => [number, channel, state, error])).toEqual([
      [1, 'email', 'sent', null],
      [1, 'issue', 'sent', null],
      [2, 'email', 'sent', null],
      [2, 'issue', 'sent', null],
      [3, 'email', 'sent', 'tools@example.com was not taken.'],
      [3, 'issue', 'sent', null],
    ]);
  });

  it('is told of twice even when it became known on its last day', async () => {
    await install(emea({ expiresAt: '2026-01-01' }));
    await days(20);
    expect(await told()).toEqual([
      '2026-01-01 installation.notice',
      '2026-01-08 installation.notice',
      '2026-01-15 installation.ended',
      '2026-01-15 installation.clean-up-proposed',
    ]);
  });
});

describe('when nobody uses an installation', () => {
  const used = (): Promise<void> => noteUse(store, [{ installation: 'crm-emea', app: 'crm' }], clock.now());

  it('is told of and ended; a single use is enough to go on', async () => {
    await install(emea());
    await used();
    await days(100, { daily: true });
    expect(await told()).toEqual(['2026-04-01 installation.notice']);
    await used();
    await days(80, { daily: true });
    expect((await told()).slice(1)).toEqual(['2026-04-11 installation.put-off']);
    await days(110, { daily: true });
    expect((await told()).slice(-2)).toEqual([
      '2026-10-08 installation.ended',
      '2026-10-08 installation.clean-up-proposed',
    ]);
  });

  it('knows nothing of what was never metered', async () => {
    await install(emea());
    await days(300);
    expect(await told()).toEqual([]);
  });
});

describe('when an app ends', () => {
  it('is retired after its grace; what was installed is stopped, then ended', async () => {
    await install(emea());
    const deprecation = { announced: '2026-01-01', sunset: '2026-05-01', replacement: 'crm2' };
    await put(crm({ lifecycle: { stage: 'deprecated', deprecation } }));
    await days(160);
    const lines = await told();
    expect(lines.filter((line) => !line.endsWith('notice'))).toEqual([
      '2026-05-01 installation.stopped',
      '2026-05-31 app.retirement-proposed',
      '2026-05-31 installation.ended',
      '2026-05-31 installation.clean-up-proposed',
    ]);
    expect(proposals.toSorted()).toEqual(['clean-up crm-emea', 'retire crm']);
  });

  it('waits for those who have a waiver', async () => {
    await install(emea());
    const deprecation = { announced: '2026-01-01', sunset: '2026-05-01' };
    await put(crm({ lifecycle: { stage: 'deprecated', deprecation } }), {
      ...{ apiVersion: 'souk/v1', kind: 'Waiver', id: 'w', rule: 'deadline/sunset', approvedBy: 'platform' },
      ...{ entity: 'Installation/crm-emea', reason: 'The move takes until June.', expiresAt: '2026-06-15' },
    } as Manifest);
    await days(175);
    expect((await told()).filter((line) => line.endsWith('stopped'))).toEqual([
      '2026-06-15 installation.stopped',
    ]);
  });
});

describe('when an entry is left alone', () => {
  it('has its deprecation proposed when its team is gone, and whoever stands in for it was told', async () => {
    await install(emea());
    await put({ ...tools, status: 'disbanded' }, crm({ backupOwner: 'sales' }));
    await days(100);
    expect((await told()).filter((line) => line.includes('app.'))).toEqual([
      '2026-01-31 app.notice',
      '2026-03-02 app.notice',
      '2026-04-01 app.review-proposed',
    ]);
    expect(proposals).toEqual(['review crm']);
    expect(mails.at(-1)?.content.emails).toContain('sales@example.com');
  });

  it('is left in peace once it has a team again', async () => {
    await install(emea());
    await put({ ...tools, status: 'disbanded' });
    await days(40);
    await put(tools);
    await days(100);
    expect((await told()).filter((line) => line.includes('app.'))).toEqual([
      '2026-01-31 app.notice',
      '2026-02-10 app.put-off',
    ]);
  });
});

describe('when nothing is due', () => {
  it('writes nothing', async () => {
    await install(emea({ expiresAt: '2027-06-01' }));
    await pass();
    const before = await contents();
    await days(3);
    expect(await contents()).toEqual(before);
  });

  /** With the number of the transaction that wrote each row. */
  const contents = async () => {
    const { rows } = await sql`
      select xmin::text, kind, id from lifecycle_case union all select xmin::text, name, '' from scheduled_run
      union all select xmin::text, log, '' from log_head`.execute(store.db);
    return rows;
  };
});
