import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest, Source } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import { pino } from 'pino';
import { stringify } from 'yaml';
import type { Store } from '../../store/store.ts';
import { silentTelemetry } from '../../telemetry/create-telemetry.ts';
import type { FailureReason } from '../../telemetry/telemetry.ts';
import { aTerm } from '../../testing/a-term.ts';
import { BareRemote } from '../../testing/bare-remote.ts';
import type { Tree } from '../../testing/catalog-history.ts';
import { anApp, pathOf, type SnapshotParts } from '../../testing/catalog-snapshot.ts';
import { resetStore } from '../../testing/reset-store.ts';
import { type RunningApi, runApi } from '../../testing/running-api.ts';
import { until } from '../../testing/until.ts';
import { createAddressGuard } from '../../webhooks/address-guard.ts';
import { createFederationService } from '../federation-service.ts';
import { type ForeignLimits, foreignLimits } from '../foreign-limits.ts';
import { oneAtATime } from '../one-at-a-time.ts';

export interface WorldOptions {
  readonly host?: string;
  readonly limits?: Partial<ForeignLimits>;
  readonly allowFiles?: boolean;
}

const POLL_MS = 300_000;

/** Our catalog in memory, with other catalogs in real repositories that it reads. */
export class FederatedWorld {
  readonly dir = mkdtempSync(join(tmpdir(), 'souk-federation-'));
  readonly store: Store;
  /** What was counted as failed. */
  readonly failures: FailureReason[] = [];
  #running: RunningApi | undefined;
  #ended: Promise<void> = Promise.resolve();
  #end: () => void = () => {};
  #commits = 0;
  #passes = 0;

  private constructor(store: Store) {
    this.store = store;
  }

  static async open(
    store: Store,
    { host = '127.0.0.1', limits = {}, allowFiles = true }: WorldOptions = {},
  ): Promise<FederatedWorld> {
    await resetStore(store);
    const world = new FederatedWorld(store);
    const running = await runApi({
      store,
      catalog: { manifests: [anApp({ id: 'own' })], commit: 'c0' },
      host,
    });
    world.#running = running;
    await running.start();
    const dir = join(world.dir, 'sources');
    mkdirSync(dir);
    const service = createFederationService({
      store,
      dir,
      clock: running.clock,
      logger: pino({ level: 'silent' }),
      random: () => {
        world.#passes++;
        return 0.5;
      },
      subscribe: running.subscribe,
      announce: running.announce,
      telemetry: { ...silentTelemetry(), failed: (reason) => world.failures.push(reason) },
      inTurn: oneAtATime(),
      pollMs: POLL_MS,
      limits: { ...foreignLimits, ...limits },
      patience: { lookMs: 10_000, fetchMs: 10_000, stallSeconds: 5 },
      remote: {
        guard: createAddressGuard([]),
        lookUp: async () => ['10.0.0.7'],
        readSecret: async () => ({ ok: false, reason: 'There are no secrets.' }),
        allowFiles,
        home: dir,
      },
    });
    const term = aTerm(store);
    world.#end = () => term.end();
    world.#ended = service.run(term);
    return world;
  }

  /** Another catalog; nothing is in it yet. */
  remote(name: string): BareRemote {
    return new BareRemote(join(this.dir, `${name}.git`));
  }

  /** Replaces our catalog, and waits until it is served. */
  async push(parts: SnapshotParts): Promise<void> {
    const commit = `c${++this.#commits}`;
    this.running.push({ ...parts, commit });
    this.running.wake();
    await until(
      async () => (await this.store.db.selectFrom('sync_cursor').select('commit').executeTakeFirst())?.commit,
      (applied) => applied === commit,
    );
    await this.served();
  }

  /** Has every source looked at again. */
  poll(): void {
    this.running.clock.advance(7 * POLL_MS);
  }

  /** How often a source has been asked: after each time chance decides about the next. */
  asked(): number {
    return this.#passes;
  }

  /** How a source stands, once it is as it should be and all that is stored is served. */
  async source(
    id: string,
    holds: (source: Record<string, unknown>) => boolean,
  ): Promise<Record<string, unknown>> {
    const source = await until(() => this.get(`/api/v1/sources/${id}`), holds);
    await this.served();
    return source;
  }

  async served(): Promise<void> {
    await until(
      async () => {
        const stored = await this.store.db
          .selectFrom('sync_cursor')
          .select(['epoch', 'revision'])
          .executeTakeFirstOrThrow();
        const { revision } = await this.get('/api/v1/entities');
        return revision === `${stored.epoch}.${stored.revision}`;
      },
      (isServed) => isServed,
    );
  }

  async get(url: string): Promise<Record<string, unknown>> {
    return (await this.running.api.inject(url)).json();
  }

  /** Names such as `App/apac:crm` of all that is served, in order. */
  async names(query = ''): Promise<string[]> {
    const { items } = await this.get(`/api/v1/entities?limit=200${query}`);
    return Array.isArray(items) ? items.map(({ kind, id }) => `${kind}/${id}`).sort() : [];
  }

  get running(): RunningApi {
    if (this.#running === undefined) throw new Error('The world is not open.');
    return this.#running;
  }

  /** Everything that would be written if anything were. */
  async writes(): Promise<unknown> {
    const { rows } = await sql`
      select
        (select json_agg(xmin::text order by source_id) from source_cursor) as cursors,
        (select json_agg(xmin::text order by kind, id) from entity) as entities,
        (select json_agg(seq) from log_head) as logs,
        (select xmin::text from sync_cursor) as revision`.execute(this.store.db);
    return rows;
  }

  async close(): Promise<void> {
    this.#end();
    await this.#ended;
    await this.running.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** The files of a catalog. */
export function aTree(...manifests: readonly Manifest[]): Tree {
  return Object.fromEntries(manifests.map((manifest) => [pathOf(manifest), stringify(manifest)]));
}

export function aSource(remote: BareRemote, change: Partial<Source> = {}): Source {
  return {
    apiVersion: 'souk/v1',
    kind: 'Source',
    id: 'asia',
    url: `file://${remote.dir}`,
    namespace: 'apac',
    owner: 'platform',
    ...change,
  };
}
