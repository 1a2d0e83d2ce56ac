import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ChangeListing, listChange } from '@souk/git/list-change.ts';
import { readChange } from '@souk/git/read-change.ts';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import type { TreeFile, TreeListing } from '@souk/git/tree-file.ts';
import { catalogRoots } from '@souk/model/catalog/catalog-layout.ts';
import { checks } from '@souk/model/check/checks.ts';
import type { PolicyEvaluator } from '@souk/model/policy/policy-evaluator.ts';
import { openEngine } from '@souk/policies/engine/open-engine.ts';
import { type CheckOutcome, runCheck } from '../check/run-check.ts';
import { BatchingEvaluator } from './batching-evaluator.ts';
import type { PolicyCase } from './policy-case.ts';
import { SampleFiles } from './sample-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Folder of the repository, unknown to Git, where each case has the files that it edits. */
const CASES = 'cases';

/**
 * A copy of the sample catalog in a repository of its own, judged by the policies of this repository. The engine is
 * opened and the base is read once; each case then costs what it changes.
 */
export class SampleCatalog implements Disposable {
  readonly #evaluator: PolicyEvaluator;
  readonly #repository: TemporaryRepository;
  readonly #listing: ChangeListing;
  readonly #texts = new Map<string, string>();
  #cases = 0;

  private constructor(evaluator: PolicyEvaluator, repository: TemporaryRepository, listing: ChangeListing) {
    this.#evaluator = evaluator;
    this.#repository = repository;
    this.#listing = listing;
  }

  /** @throws {PolicyError} when the bundle is not what the policies give */
  static async open(): Promise<SampleCatalog> {
    const engine = new BatchingEvaluator(await openEngine(join(root, 'policies')));
    const repository = new TemporaryRepository();
    for (const folder of catalogRoots) {
      cpSync(join(root, folder), join(repository.dir, folder), { recursive: true });
    }
    repository.write({ '.git/info/exclude': `/${CASES}/\n` });
    const base = repository.commit();
    // Reading once fills the cache on disk; the listing that is kept has it loaded.
    await readChange(await listChange(repository.dir, { base }));
    return new SampleCatalog(engine, repository, await listChange(repository.dir, { base }));
  }

  /** Ids of all rules, by which the sample is judged. */
  get rules(): readonly string[] {
    return this.#evaluator.rules.map(({ id }) => id);
  }

  /** What a check says of a change of the sample. Cases may be judged side by side. */
  async judge({ before, edits, ...how }: PolicyCase): Promise<CheckOutcome> {
    const old = new SampleFiles((path) => this.#textOf(path), before);
    const files = new SampleFiles((path) => old.find(path), edits);
    const dir = join(this.#repository.dir, CASES, String(this.#cases++));
    files.save(dir);
    const changes = [...files.edited.keys()].map((path) => ({ path, file: onDisk(path) }));
    const trees: ChangeListing = {
      ...this.#listing,
      repository: { ...this.#listing.repository, dir },
      changes: Promise.resolve(changes),
    };
    return this.#check(before.length === 0 ? trees : { ...trees, ...this.#baseWith(old) }, how);
  }

  /** The same in the long way: the base is committed, the files are edited in place, and Git says what differs. */
  async judgeByGit({ before, edits, ...how }: PolicyCase): Promise<CheckOutcome> {
    const { dir } = this.#repository;
    try {
      const old = new SampleFiles((path) => this.#textOf(path), before);
      this.#edit(old);
      const base = this.#repository.commit();
      this.#edit(new SampleFiles((path) => old.find(path), edits));
      return await this.#check(await listChange(dir, { base }), how);
    } finally {
      this.#repository.git('reset', '--quiet', '--hard', this.#listing.baseCommit ?? 'HEAD');
      this.#repository.git('clean', '--quiet', '--force', '-d');
    }
  }

  /** A base that no commit has: the sample with some files in another state. */
  #baseWith(files: SampleFiles): Pick<ChangeListing, 'baseCommit' | 'base'> {
    const base: TreeListing = new Map([
      ...[...this.#listing.base].filter(([path]) => !files.edited.has(path)),
      ...[...files.edited].flatMap(([path, text]): [string, TreeFile][] =>
        text === undefined ? [] : [[path, { path, type: 'file', oid: this.#storeBlob(text) }]],
      ),
    ]);
    return { baseCommit: undefined, base };
  }

  #storeBlob(text: string): string {
    return this.#repository.gitWithInput(text, 'hash-object', '-w', '--stdin');
  }

  #edit(files: SampleFiles): void {
    for (const path of files.edited.keys()) rmSync(join(this.#repository.dir, path), { force: true });
    files.save(this.#repository.dir);
  }

  #check(trees: ChangeListing, { now, checks: wanted }: Pick<PolicyCase, 'now' | 'checks'>) {
    return runCheck(
      {
        trees,
        all: false,
        checks: wanted === 'all' ? checks : [],
        policies: { evaluator: this.#evaluator },
        policyFindings: true,
        shadow: false,
        now: new Date(now),
      },
      () => performance.now(),
    );
  }

  #textOf(path: string): string | undefined {
    if (!this.#listing.base.has(path)) return undefined;
    const known = this.#texts.get(path) ?? readFileSync(join(this.#repository.dir, path), 'utf8');
    this.#texts.set(path, known);
    return known;
  }

  [Symbol.dispose](): void {
    this.#repository[Symbol.dispose]();
  }
}

/** As Git lists a file whose content it does not know: to be looked at on disk. */
function onDisk(path: string): TreeFile {
  return { path, type: 'file' };
}
