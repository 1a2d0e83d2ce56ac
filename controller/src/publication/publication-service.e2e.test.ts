import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { type Row, writeRows } from '../store/write-rows.ts';
import { silentTelemetry } from '../telemetry/create-telemetry.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { aTerm } from '../testing/a-term.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import { openPublication } from './open-publication.ts';
import { createPublicationService, type PublicationPorts } from './publication-service.ts';
import { aVersion, readAttachment } from './testing/a-version.ts';
import { RegistryDouble } from './testing/registry-double.ts';

const first = new Date('2026-11-22T07:00:00Z');

function versionRow(id: string, change: Row = {}): Row {
  const { kind, version, digest, commit, path, manifest, verdict } = aVersion({ id });
  return {
    ...{ kind, id, version, digest, commit, path, manifest, verdict },
    ...{ first_seen_at: first, findings: [], vetted_at: first, ...change },
  };
}

function entityRow(id: string, change: Row = {}): Row {
  const { kind, version, digest, path, manifest } = aVersion({ id });
  return {
    ...{ kind, id, version, digest, path, manifest, fingerprint: 'f', state: 'ready', search: '' },
    ...{ risk_reasons: [], attachments: [], facets: {}, updated_at: first, ...change },
  };
}

/** Tells what is counted and traced. */
function tellingTelemetry(tell: (what: string) => void): Telemetry {
  const telemetry = silentTelemetry();
  return {
    ...telemetry,
    tracing: {
      ...telemetry.tracing,
      span: (name, attributes, work) => {
        tell(`span ${name}`);
        return telemetry.tracing.span(name, attributes, work);
      },
    },
    failed: (reason) => tell(`failed ${reason}`),
    publicationEnded: (outcome) => tell(`ended ${outcome}`),
  };
}

for (const { name, skip, open } of stores) {
  describe.skipIf(skip)(`publication on ${name}`, () => {
    let store: Store;
    let registry: RegistryDouble;
    let clock: FakeClock;
    let ports: PublicationPorts;
    let told: string[];
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      await resetStore(store);
      registry = new RegistryDouble({ referrers: true });
      clock = new FakeClock();
      told = [];
      const repository = `${await registry.start()}/souk`;
      const opened = openPublication({ repository, username: undefined, password: undefined });
      ports = {
        ...opened,
        ...{ store, clock, readAttachment, vetted: true, random: () => 1 },
        logger: pino({ level: 'silent' }),
        subscribe: () => () => undefined,
        policyDigest: () => undefined,
        telemetry: tellingTelemetry((what) => told.push(what)),
      };
      return () => registry[Symbol.asyncDispose]();
    });

    const accept = async (id: string, version: Row = {}, entity: Row = {}): Promise<void> => {
      await writeRows(store.db, 'entity_version', [versionRow(id, version)]);
      await writeRows(store.db, 'entity', [entityRow(id, entity)]);
    };
    const publications = () =>
      store.db
        .selectFrom('publication')
        .select(['id', 'state', 'attempts', 'error', 'due_at', 'reference'])
        .orderBy('id')
        .execute();
    const conditions = () =>
      store.db
        .selectFrom('condition')
        .select(['id', 'status', 'reason', 'changed_at'])
        .orderBy('id')
        .execute();

    /** Runs it until it rests, and again after each of these waits. */
    async function run(...waitsMs: (number | (() => Promise<void>))[]): Promise<void> {
      const term = aTerm(store);
      const running = createPublicationService(ports).run(term);
      const rests = () =>
        until(
          () => clock.sleeping,
          (sleeping) => sleeping === 1,
        );
      await rests();
      for (const wait of waitsMs) {
        if (typeof wait === 'function') await wait();
        else clock.advance(wait);
        await rests();
      }
      term.end();
      await running;
    }

    it('publishes what was accepted, once, and says so', async () => {
      await accept('crm');
      await accept('erp');
      await run(15_000);
      expect(await publications()).toMatchObject([
        { id: 'crm', state: 'published', attempts: 1, error: null, due_at: null },
        { id: 'erp', state: 'published', reference: `${ports.base}/app/erp:1.0.0` },
      ]);
      expect(await conditions()).toMatchObject([
        { id: 'crm', status: 'True', reason: 'Pushed' },
        { id: 'erp', status: 'True' },
      ]);
      expect(await store.db.selectFrom('audit').select(['action', 'subject']).execute()).toHaveLength(2);
      const asked = registry.asked.length;
      await run();
      expect(registry.asked).toHaveLength(asked);
    });

    const unfit: [name: string, version: Row, entity: Row][] = [
      ['what was not looked through', { vetted_at: null }, {}],
      ['what has no manifest', { manifest: null }, {}],
      ['what belongs to another catalog', {}, { source_id: 'partner' }],
      ['what is no entry', { kind: 'Team' }, { kind: 'Team' }],
    ];
    it.each(unfit)('leaves %s', async (_name, version, entity) => {
      await accept('crm', version, entity);
      await run();
      expect([await publications(), registry.asked]).toEqual([[], []]);
    });

    it('does not wait for vetting where there is none', async () => {
      ports = { ...ports, vetted: false };
      await accept('crm', { vetted_at: null });
      await run();
      expect(await publications()).toMatchObject([{ state: 'published' }]);
    });

    it('finds what comes later, and within an hour what slipped past', async () => {
      const long = 16 * 60_000;
      await run(
        15_000,
        () => accept('erp', { vetted_at: clock.now() }),
        () => accept('late'),
        long,
        async () => expect(await publications()).toMatchObject([{ id: 'erp' }]),
        60 * 60_000,
      );
      expect(await publications()).toMatchObject([{ id: 'erp' }, { id: 'late', state: 'published' }]);
    });

    it('tries again, later and later, and recovers by itself', async () => {
      await accept('crm');
      registry.disturb = (_request, response) => {
        response.writeHead(500).end();
        return true;
      };
      await run();
      expect(await publications()).toMatchObject([
        { state: 'pending', attempts: 1, due_at: new Date('2026-11-22T08:00:10Z') },
      ]);
      expect(await conditions()).toMatchObject([{ status: 'False', reason: 'Retrying' }]);
      await run(15_000);
      expect(await publications()).toMatchObject([{ attempts: 2, due_at: new Date('2026-11-22T08:00:35Z') }]);
      registry.disturb = () => false;
      await run(15_000, 15_000);
      expect(await publications()).toMatchObject([{ state: 'published', attempts: 3, error: null }]);
      expect(await conditions()).toMatchObject([{ status: 'True' }]);
      const failure = ['span oci.publish', 'failed oci', 'ended retry'];
      expect(told).toEqual([...failure, ...failure, 'span oci.publish', 'ended published']);
    });

    it('leaves a registry alone as long as it asks for', async () => {
      await accept('crm');
      registry.disturb = (_request, response) => {
        response.writeHead(429, { 'retry-after': '600' }).end();
        return true;
      };
      await run(15_000, 15_000);
      expect(await publications()).toMatchObject([{ attempts: 1, due_at: new Date('2026-11-22T08:10:00Z') }]);
    });

    it('does not ask for each of many while the registry is away', async () => {
      for (let i = 0; i < 12; i += 1) await accept(`app-${i}`);
      registry.disturb = (_request, response) => {
        response.writeHead(500).end();
        return true;
      };
      await run(15_000, 15_000);
      expect(await publications()).toHaveLength(4);
    });

    it('gives up a version that is there with another content, and goes on with others', async () => {
      await accept('crm');
      await run();
      await store.db.deleteFrom('publication').execute();
      await store.db.deleteFrom('entity_version').execute();
      const { manifest } = aVersion();
      await writeRows(store.db, 'entity_version', [
        versionRow('crm', { manifest: { ...manifest, summary: 'Something else.' } }),
      ]);
      await accept('erp');
      await run(15_000, 24 * 60 * 60 * 1_000);
      expect(await publications()).toMatchObject([
        {
          id: 'crm',
          state: 'failed',
          attempts: 1,
          due_at: null,
          error: expect.stringContaining('never changes'),
        },
        { id: 'erp', state: 'published' },
      ]);
      expect(await conditions()).toMatchObject([{ status: 'False', reason: 'Refused' }, { status: 'True' }]);
    });

    it('goes on with others when the files of one can not be read', async () => {
      await accept('crm');
      await accept('erp');
      const read: PublicationPorts['readAttachment'] = async (version, path) => {
        if (version.id === 'crm') throw new Error('https://ana:pw@host has no such commit');
        return readAttachment(version, path);
      };
      ports = { ...ports, readAttachment: read };
      await run();
      expect(await publications()).toMatchObject([
        { id: 'crm', state: 'pending', error: 'https://***@host has no such commit' },
        { id: 'erp', state: 'published' },
      ]);
    });

    it('says nothing of an entity whose older version it publishes', async () => {
      await accept('crm', {}, { version: '2.0.0' });
      await run();
      expect(await publications()).toMatchObject([{ state: 'published' }]);
      expect(await conditions()).toEqual([]);
    });
  });
}
