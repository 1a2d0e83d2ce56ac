import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { readCommitCatalog } from '@souk/git/read-catalog.ts';
import { openRepository } from '@souk/git/repository.ts';
import { isEntry, type Manifest, stageOf } from '@souk/model/manifest/manifest.ts';
import { digestOf } from '@souk/policies/engine/bundle.ts';
import type { VettingSettings } from '@souk/vetting/vetting-settings.ts';
import { anArchive } from '@souk/vetting/vulnerability/testing/archives.ts';
import { sql } from 'kysely';
import pino from 'pino';
import { stringify } from 'yaml';
import type { Term } from '../../leadership/term.ts';
import { readPolicyBundle } from '../../reconcile/read-policy-bundle.ts';
import { type Touched, TouchedSince } from '../../reconcile/touched.ts';
import { readWholeFile } from '../../source/read-whole-file.ts';
import type { Store } from '../../store/store.ts';
import { type Row, writeRows } from '../../store/write-rows.ts';
import type { FailureReason } from '../../telemetry/telemetry.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { GitShop } from '../../testing/git-shop.ts';
import type { VettingDeskPorts } from '../vetting-desk.ts';

/** A catalog in Git that a registry was synced from, a folder of advisories, and a leader. */
export class VettingWorld implements VettingDeskPorts, Disposable {
  readonly shop = new GitShop();
  readonly clock = new FakeClock('2026-06-01T00:00:00Z');
  readonly logger = pino({ level: 'silent' });
  readonly random = (): number => 1;
  readonly failures: FailureReason[] = [];
  readonly telemetry = { failed: (reason: FailureReason) => void this.failures.push(reason) };
  readonly store: Store;
  readonly #folder = mkdtempSync(join(tmpdir(), 'souk-vetting-'));
  readonly #ending = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #touched = new TouchedSince();
  /** Text of the files of policies beside the catalog, by path; those of Souk count where there are none. */
  readonly policies = new Map<string, string>();
  #snapshot: CatalogSnapshot | undefined;
  /** Pending while a sync is under way. */
  calm: Promise<void> = Promise.resolve();
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

  takeTouched = (): Touched | undefined => this.#touched.take();

  whenCalm = (): Promise<void> => this.calm;

  announce = async (): Promise<void> => {
    this.announced++;
    for (const listener of this.#listeners) listener();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  touch(touched: Partial<Touched>): void {
    this.#touched.add({ everything: false, changed: [], judged: [], ...touched });
  }

  end(): void {
    this.#ending.abort();
  }

  put(manifest: Manifest, files: Readonly<Record<string, string>> = {}): void {
    const folder = `catalog/${manifest.kind.toLowerCase()}s/${manifest.id}`;
    const path = isEntry(manifest) ? `${folder}/manifest.yaml` : `${folder}.yaml`;
    this.shop.write(path, stringify(manifest));
    for (const [name, text] of Object.entries(files)) this.shop.write(`${folder}/${name}`, text);
  }

  /** Has the catalog bring the policies of Souk, with another limit for how long a look may take. */
  async putPolicies(timeoutSeconds: number): Promise<void> {
    const { manifest, data } = await readPolicyBundle(async () => undefined);
    const vetting = data.config['vetting'] as VettingSettings;
    const limits = { ...vetting.limits, timeoutSeconds };
    const config = { ...data.config, vetting: { ...vetting, limits } };
    const texts = { 'data.json': JSON.stringify({ ...data, config }), 'rules.json': '[]', 'policy.wasm': '' };
    const digests = Object.entries(texts).map(([name, text]) => [name, digestOf(text)]);
    for (const [name, text] of Object.entries(texts)) this.policies.set(`policies/bundle/${name}`, text);
    const built = { ...manifest, files: Object.fromEntries(digests) };
    this.policies.set('policies/bundle/manifest.json', JSON.stringify(built));
  }

  /** Commits what was put, and has the registry hold it as a sync would; everything is touched unless it is said what. */
  async sync(risk = 'medium', touched: Partial<Touched> = { everything: true }): Promise<void> {
    if (!this.#isRepository) this.shop.git('init', '-q', '-b', 'main');
    this.#isRepository = true;
    this.shop.write('syncs.txt', `${++this.#syncs}`);
    for (const [path, text] of this.policies) this.shop.write(path, text);
    const commit = this.shop.commit();
    const snapshot = await readCommitCatalog(await openRepository(this.shop.dir), commit);
    const records = snapshot.catalog.records.flatMap(({ key, path, manifest }) =>
      manifest === undefined ? [] : [{ key, path, manifest }],
    );
    const rows = records.map(({ key, path, manifest }): Row => {
      const entry = isEntry(manifest) ? manifest : undefined;
      return {
        ...{ ...key, path, fingerprint: '', state: 'ready', manifest, commit, search: '' },
        ...{
          digest: digestOfManifest(manifest),
          risk_reasons: [],
          attachments: [],
          updated_at: this.clock.now(),
        },
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
    this.touch(touched);
    await this.announce();
  }

  readFile = async ({ commit = '' }: CatalogSnapshot, path: string): Promise<Uint8Array | undefined> =>
    readWholeFile(await openRepository(this.shop.dir), commit, path);

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

function digestOfManifest(manifest: Manifest): string {
  return `sha256:${digestOf(JSON.stringify(manifest))}`;
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
