import { checkManifest, readManifestBytes } from '@souk/model/manifest/parse-manifest.ts';
import { aTeam } from '@souk/model/testing/manifests.ts';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { BareRemote } from '../src/testing/bare-remote.ts';
import type { Tree } from '../src/testing/catalog-history.ts';
import { randomHistory } from '../src/testing/random-tree.ts';

/** So many small entities come and go together with some histories, so that a sync takes its time. */
const CROWD = 150;

interface Branch {
  readonly trees: readonly Tree[];
  readonly crowd: boolean;
  /** How many commits below the newest it begins; at the root of a new history when undefined. */
  readonly back: number | undefined;
}

const branch: fc.Arbitrary<Branch> = fc.record({
  trees: randomHistory,
  crowd: fc.boolean(),
  back: fc.option(fc.nat(8), { nil: undefined }),
});

/** An endless random history: adds, edits, moves, deletions and broken files, and forced pushes from branch to branch. */
export class CatalogStorm {
  readonly #remote: BareRemote;
  readonly #always: Tree;
  readonly #branches: Iterator<Branch>;
  readonly #commits: string[] = [];
  /** The newest sound text that a path has had. */
  readonly #sound = new Map<string, string>();
  #waiting: Tree[] = [];
  #onto: string | undefined;
  #tree: Tree = {};

  /** @param always files that every commit has */
  constructor(remote: BareRemote, { seed, always }: { readonly seed: number; readonly always: Tree }) {
    this.#remote = remote;
    this.#always = always;
    this.#branches = fc.sample(branch, { seed, numRuns: 1_000 }).values();
  }

  get pushes(): number {
    return this.#commits.length;
  }

  /** Pushes one more commit; returns it. */
  push(): string {
    if (this.#waiting.length === 0) this.#begin();
    const tree = this.#waiting.shift() ?? {};
    for (const [path, text] of Object.entries(tree)) if (isSound(text)) this.#sound.set(path, text);
    return this.#push(tree);
  }

  /** Pushes a file that is sound at first and broken then, on top of all that is there; returns the second commit. */
  breakFile(): string {
    const path = 'catalog/teams/stained.yaml';
    const sound = stringify(aTeam({ id: 'stained', name: 'Before' }));
    this.#sound.set(path, sound);
    this.#push({ ...this.#tree, [path]: sound });
    return this.#push({ ...this.#tree, [path]: 'kind: [\n' });
  }

  /**
   * Forces a last history of two commits, of which the second has the files that are there now. What is broken in it was
   * sound in the first one, under another name than before: a file that no commit of its history has ever had sound is
   * shown as the registry knows it from elsewhere, which a new registry can not.
   */
  end(): string {
    const wild = Object.entries(this.#tree);
    const sound = Object.fromEntries(
      wild.flatMap(([path, text]) => {
        if (!isCatalogFile(path) || isSound(text)) return [[path, text]];
        const good = this.#sound.get(path);
        return good === undefined ? [] : [[path, good.replace(/^name: .*$/m, 'name: Mended')]];
      }),
    );
    this.#onto = undefined;
    this.#push(sound);
    return this.#push(Object.fromEntries(wild.filter(([path]) => path in sound)));
  }

  #begin(): void {
    const next = this.#branches.next();
    if (next.done) throw new Error('The storm is over: it was given no more than 1,000 branches.');
    const { trees, crowd, back } = next.value;
    this.#onto = back === undefined ? undefined : this.#commits.at(-1 - back);
    const more = { ...this.#always, ...(crowd ? crowdOfTeams() : {}) };
    this.#waiting = trees.map((tree) => ({ ...tree, ...more }));
  }

  #push(tree: Tree): string {
    const commit = this.#remote.push(tree, this.#onto);
    this.#onto = commit;
    this.#tree = tree;
    this.#commits.push(commit);
    return commit;
  }
}

function crowdOfTeams(): Tree {
  return Object.fromEntries(
    Array.from({ length: CROWD }, (_, i) => {
      const id = `crowd-${i}`;
      return [`catalog/teams/${id}.yaml`, stringify(aTeam({ id, name: `Crowd ${i}` }))];
    }),
  );
}

function isCatalogFile(path: string): boolean {
  return path.endsWith('.yaml') && !path.endsWith('/openapi.yaml');
}

function isSound(text: string): boolean {
  const { value, problems } = readManifestBytes(Buffer.from(text));
  return problems.length === 0 && checkManifest(value).manifest !== undefined;
}
