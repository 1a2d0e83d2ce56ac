import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { readCommitCatalog } from '@souk/git/read-catalog.ts';
import { openRepository } from '@souk/git/repository.ts';
import { isEntry, type Manifest, stageOf } from '@souk/model/manifest/manifest.ts';
import { anArchive } from '@souk/vetting/vulnerability/testing/archives.ts';
import { sql } from 'kysely';
import pino from 'pino';
import { stringify } from 'yaml';
import type { Term } from '../../leadership/term.ts';
import type { Store } from '../../store/store.ts';
import { type Row, writeRows } from '../../store/write-rows.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { GitShop } from '../../testing/git-shop.ts';
import type { VettingPorts } from '../vetting-ports.ts';

/** A catalog in Git that a registry was synced from, a folder of advisories, and a leader. */
export class VettingWorld implements VettingPorts, Disposable {
  readonly shop = new GitShop();
  readonly clock = new FakeClock('2026-06-01T00:00:00Z');
  readonly logger = pino({ level: 'silent' });
  readonly random = (): number => 1;
  readonly store: Store;
  readonly #folder = mkdtempSync(join(tmpdir(), 'souk-vetting-'));
  readonly #ending = new AbortController();
  readonly #listeners = new Set<() => void>();
  #snapshot: CatalogSnapshot | undefined;
  /** How many transactions wrote. */
  announced = 0;

  constructor(store: Store) {
    this.store = store;
  }

  get advisories(): string {
    return join(this.#folder, 'store');
  }

  /** Folder that archives of advisories are synced from. */
  get source(): string {
    return join(this.#folder, 'source');
  }

  readonly term: Term = {
    token: 1,
    ended: this.#ending.signal,
    write: (work) => this.store.db.transaction().execute(work),
  };

  currentSnapshot = (): CatalogSnapshot | undefined => this.#snapshot;

  announce = async (): Promise<void> => {
    this.announced++;
    for (const listener of this.#listeners) listener();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  end(): void {
    this.#ending.abort();
  }

  put(manifest: Manifest, files: Readonly<Record<string, string>> = {}): void {
    const folder = `catalog/${manifest.kind.toLowerCase()}s/${manifest.id}`;
    const path = isEntry(manifest) ? `${folder}/manifest.yaml` : `${folder}.yaml`;
    this.shop.write(path, stringify(manifest));
    for (const [name, text] of Object.entries(files)) this.shop.write(`${folder}/${name}`, text);
  }

  /** Commits what was put, and has the registry hold it as a sync would. */
  async sync(risk = 'medium'): Promise<void> {
    if (!this.#isRepository) this.shop.git('init', '-q', '-b', 'main');
    this.#isRepository = true;
    this.shop.write('syncs.txt', `${++this.#syncs}`);
    const commit = this.shop.commit();
    const snapshot = await readCommitCatalog(await openRepository(this.shop.dir), commit);
    const records = snapshot.catalog.records.flatMap(({ key, path, manifest }) =>
      manifest === undefined ? [] : [{ key, path, manifest }],
    );
    const rows = records.map(({ key, path, manifest }): Row => {
      const entry = isEntry(manifest) ? manifest : undefined;
      return {
        ...{ ...key, path, fingerprint: '', state: 'ready', manifest, commit, search: '' },
        ...{ digest: digestOf(manifest), risk_reasons: [], attachments: [], updated_at: this.clock.now() },
        facets: { tag: [], scope: [], compliance: [] },
        ...(entry === undefined ? {} : { version: entry.version, stage: stageOf(entry), risk }),
      };
    });
    const versions = rows.filter(({ version }) => version !== undefined).map(versionRow);
    await this.term.write(async (db) => {
      await sql`delete from entity`.execute(db);
      await writeRows(db, 'entity', rows);
      await writeRows(db, 'entity_version', versions, { onConflict: sql`on conflict do nothing` });
      await sql`update sync_cursor set revision = revision + 1, "commit" = ${commit}`.execute(db);
    });
    this.#snapshot = snapshot;
    await this.announce();
  }

  #isRepository = false;
  #syncs = 0;

  /** Puts advisories of npm where they are synced from. */
  async publishAdvisories(...records: readonly object[]): Promise<void> {
    mkdirSync(join(this.source, 'npm'), { recursive: true });
    const files = Object.fromEntries(records.map((record, i) => [`${i}.json`, record]));
    writeFileSync(join(this.source, 'npm', 'all.zip'), await anArchive(files));
  }

  [Symbol.dispose](): void {
    this.end();
    this.shop.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function versionRow({ kind, id, version, digest, commit, updated_at }: Row): Row {
  return { kind, id, version, digest, commit, first_seen_at: updated_at };
}

function digestOf(manifest: Manifest): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(manifest)).digest('hex')}`;
}

/** A bill of materials of an app that is made of one package. */
export function aBill(name: string, version: string, component = 'lodash@4.17.20'): string {
  const [library = '', release = ''] = component.split('@');
  const parts = {
    timestamp: '2026-05-20T00:00:00Z',
    authors: [{ name: 'Acme' }],
    component: { type: 'application', name, version, 'bom-ref': 'root' },
  };
  const licenses = [{ license: { id: 'MIT' } }];
  const purl = `pkg:npm/${library}@${release}`;
  return JSON.stringify({
    ...{ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: parts },
    components: [{ type: 'library', name: library, version: release, purl, 'bom-ref': library, licenses }],
    dependencies: [{ ref: 'root', dependsOn: [library] }, { ref: library }],
  });
}
