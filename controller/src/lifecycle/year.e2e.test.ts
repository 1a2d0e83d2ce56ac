import type { DriverName } from '@souk/model/installation/instance.ts';
import type { App, Installation, Manifest } from '@souk/model/manifest/manifest.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Term } from '../leadership/term.ts';
import { noteUse } from '../metering/testing/note-use.ts';
import { createProvisionService } from '../provision/create-provision-service.ts';
import type { Driver } from '../provision/driver.ts';
import { PaperWorld } from '../provision/testing/paper-world.ts';
import { writeCatalog } from '../provision/testing/write-catalog.ts';
import type { Store } from '../store/store.ts';
import { silentTelemetry } from '../telemetry/create-telemetry.ts';
import { aTerm } from '../testing/a-term.ts';
import { anApp, aTeam } from '../testing/catalog-snapshot.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { openMemoryStore } from '../testing/memory-store.ts';
import { until } from '../testing/until.ts';
import { runLifecycle } from './create-lifecycle-service.ts';

const DAY = 24 * 60 * 60 * 1_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const DAYS = 365;
const CRASHES = 50;
const APPS = 300;

const dateOf = (day: number): string => new Date(START + day * DAY).toISOString().slice(0, 10);

/** What is to happen, as `day subject event`: worked out by adding days, by nobody who decides. */
const expected: string[] = [];
const expectOn = (day: number, subject: string, event: string): void => {
  if (day < DAYS) expected.push(`${String(day).padStart(3, '0')} ${subject} ${event}`);
};
const expectNotices = (days: readonly number[], subject: string): void => {
  for (const day of days) expectOn(day, subject, 'notice');
};

interface Wanted {
  readonly installation: Installation;
  /** Day of its only use; undefined when it is never metered. */
  readonly usedOn?: number;
}

/** One in ten apps is deprecated on a day of its own, with its sunset 120 days later. */
function planApps(): App[] {
  return Array.from({ length: APPS }, (_, i) => {
    const id = `app-${i}`;
    if (i % 10 !== 0) return anApp({ id, owner: 'makers', lifecycle: { stage: 'published' } });
    const announced = 5 + i / 10;
    const sunset = announced + 120;
    // Retired 30 days after the sunset, with notices 90, 60 and 30 days before that.
    expectNotices([sunset - 60, sunset - 30, sunset], `App/${id}`);
    expectOn(sunset + 30, `App/${id}`, 'retirement-proposed');
    const deprecation = { announced: dateOf(announced), sunset: dateOf(sunset) };
    return anApp({ id, owner: 'makers', lifecycle: { stage: 'deprecated', deprecation } });
  });
}

/** A quarter ends on a day, a quarter after a time, a quarter for want of use, a quarter with what it installs. */
function planInstallations(): Wanted[] {
  return Array.from({ length: 1_000 }, (_, i) => {
    const id = `inst-${i}`;
    const subject = `Installation/${id}`;
    const base = { apiVersion: 'souk/v1', kind: 'Installation', id, version: '^1.0.0' } as const;
    const number = (i * 7) % APPS;
    // None that is deprecated.
    const app = `app-${number % 10 === 0 ? number + 1 : number}`;
    const common = { ...base, app, team: 'users', environment: 'dev', driver: 'local' } as const;
    switch (i % 4) {
      case 0: {
        const end = 100 + (i % 200);
        expectNotices([end - 90, end - 60, end - 30], subject);
        expectOn(end, subject, 'ended');
        expectOn(end, subject, 'clean-up-proposed');
        return { installation: { ...common, expiresAt: dateOf(end) } };
      }
      case 1: {
        // Too short for the usual notices: after a third and two thirds of its time.
        expectNotices([10, 20], subject);
        expectOn(30, subject, 'ended');
        expectOn(30, subject, 'clean-up-proposed');
        return { installation: { ...common, ttl: '30d' } };
      }
      case 2: {
        const used = 1 + (i % 100);
        expectNotices([used + 90, used + 120, used + 150], subject);
        expectOn(used + 180, subject, 'ended');
        expectOn(used + 180, subject, 'clean-up-proposed');
        return { installation: common, usedOn: used };
      }
      default: {
        const deprecated = (i % 30) * 10;
        const sunset = 5 + deprecated / 10 + 120;
        expectNotices([sunset - 90, sunset - 60, sunset - 30], subject);
        expectOn(sunset, subject, 'stopped');
        expectOn(sunset + 30, subject, 'ended');
        expectOn(sunset + 30, subject, 'clean-up-proposed');
        return { installation: { ...common, app: `app-${deprecated}` } };
      }
    }
  });
}

class Killed extends Error {}

describe('a year of 1,000 installations and 300 apps, through 50 crashes', () => {
  let store: Store;
  const clock = new FakeClock(new Date(START).toISOString());
  const world = new PaperWorld();
  const mails = new Set<string>();
  const proposals = new Set<string>();
  let crashes = 0;
  let random = 7;
  const nextRandom = (): number => {
    random = (random * 16_807) % 2_147_483_647;
    return random / 2_147_483_647;
  };
  /** The process is killed here, now and then. */
  const mayDie = (): void => {
    if (crashes < CRASHES && nextRandom() < 0.004) {
      crashes += 1;
      throw new Killed('The process has been killed here.');
    }
  };
  const mortalTerm = (): Term & { end(): void } => {
    const term = aTerm(store);
    return {
      ...term,
      write: async (work) => {
        mayDie();
        const result = await term.write(work);
        mayDie();
        return result;
      },
    };
  };

  beforeAll(async () => {
    store = await openMemoryStore();
  });
  afterAll(() => store.close());

  const ports = () => ({
    ...{ store, clock, logger: pino({ level: 'silent' }), telemetry: silentTelemetry() },
    announce: async () => {},
    random: () => 0.5,
  });

  async function lifecycleOfToday(): Promise<void> {
    for (;;) {
      const term = mortalTerm();
      let died = false;
      const dies = async <T>(work: () => Promise<T>): Promise<T> => {
        try {
          return await work();
        } catch (error) {
          if (error instanceof Killed) {
            died = true;
            // Whatever goes on in the process that was killed comes to nothing.
            term.end();
          }
          throw error;
        }
      };
      await runLifecycle(
        {
          ...term,
          write: (work) =>
            dies(async () => {
              if (died) throw new Killed('It is dead already.');
              return term.write(work);
            }),
        },
        {
          ...ports(),
          schedule: () => () => {},
          channels: [
            {
              name: 'email',
              canTell: () => true,
              tell: async ({ subject, trigger, number }) => {
                await dies(async () => mayDie());
                mails.add(`${subject.kind}/${subject.id} ${trigger} ${number}`);
              },
            },
          ],
          propose: async ({ subject }, action) => {
            await dies(async () => mayDie());
            if (action !== 'suspend' && action !== 'deprovision') proposals.add(`${action} ${subject.id}`);
            return undefined;
          },
        },
      ).catch((error: unknown) => {
        if (!died) throw error;
      });
      if (!died) return;
    }
  }

  async function bringAbout(): Promise<void> {
    const service = createProvisionService({
      ...ports(),
      subscribe: () => () => {},
      openDrivers: async () => new Map<DriverName, Driver>([['local', world.open()]]),
      driftSchedule: () => () => {},
    });
    const term = aTerm(store);
    const running = service.run(term);
    await until(
      () => ({ backlog: service.backlog(), sleeping: clock.sleeping }),
      ({ backlog, sleeping }) => backlog === 0 && sleeping > 0,
      60_000,
    );
    term.end();
    await running;
  }

  it('does everything on its day, once, as the table says that nobody else has seen', async () => {
    const apps = planApps();
    const wanted = planInstallations();
    const manifests: Manifest[] = [
      aTeam({ id: 'makers', contact: { email: 'makers@example.com' } }),
      aTeam({ id: 'users', contact: { email: 'users@example.com' } }),
      ...apps.map((app) => ({ ...app, lifecycle: { stage: 'published' as const } })),
      ...wanted.map(({ installation }) => installation),
    ];
    await writeCatalog(store, { put: manifests }, clock.now());
    await bringAbout();
    expect(world.notes.size).toBe(1_000);
    const deprecated = apps.filter(({ lifecycle }) => lifecycle?.stage === 'deprecated');
    const table = expected.toSorted();
    for (let day = 0; day < DAYS; day += 1) {
      const today = deprecated.filter(({ lifecycle }) => lifecycle?.deprecation?.announced === dateOf(day));
      if (today.length > 0) await writeCatalog(store, { put: today }, clock.now());
      const used = wanted.filter(({ usedOn }) => usedOn === day);
      const uses = used.map(({ installation: { id, app } }) => ({ installation: id, app }));
      await noteUse(store, uses, clock.now());
      await lifecycleOfToday();
      if (day % 30 === 29) await bringAbout();
      clock.advance(DAY);
    }
    const rows = await store.db
      .selectFrom('event')
      .select(['type', 'kind', 'id', 'at'])
      .where('change', 'is', null)
      .where('type', 'not like', 'installation.%provisioned')
      .where('type', 'not in', ['installation.suspended'])
      .orderBy('seq')
      .execute();
    const happened = rows.map(({ type, kind, id, at }) => {
      const day = Math.floor((at.getTime() - START) / DAY);
      return `${String(day).padStart(3, '0')} ${kind}/${id} ${type.split('.')[1]}`;
    });
    expect(happened.toSorted()).toEqual(table);
    expect(crashes).toBe(CRASHES);
    const notices = table.filter((line) => line.endsWith('notice'));
    expect(mails.size).toBe(notices.length);
    const ended = table.filter((line) => line.endsWith(' ended')).length;
    await bringAbout();
    expect(world.notes.size).toBe(1_000 - ended);
    expect(proposals.size).toBe(table.filter((line) => line.endsWith('-proposed')).length);
    process.stdout.write(
      `${table.length} steps on their days (${notices.length} notices, ${ended} removals), through ${crashes} crashes\n`,
    );
  });
});
