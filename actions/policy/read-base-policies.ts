import { GitError } from '@souk/git/git-error.ts';
import { findBase } from '@souk/git/list-change.ts';
import { readCommitFiles } from '@souk/git/read-commit-file.ts';
import { openRepository, type Repository } from '@souk/git/repository.ts';
import { bundleFiles, digestOf, type PolicyBundle, readBundle } from '@souk/policies/engine/bundle.ts';
import { PolicyError } from '@souk/policies/engine/policy-error.ts';

/** The policies as they were at the base of a change. */
export interface BasePolicies {
  /** Undefined where the folder is in no repository, or nothing is committed yet. */
  readonly commit: string | undefined;
  /** Undefined where there were none: then every rule counts as new. */
  readonly bundle: PolicyBundle | undefined;
  /** Texts of sources by path, as far as they are what the bundle was built from. */
  readSources(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/**
 * Reads the policies that a change of a policies folder is compared with: those of the commit that is named, or of the
 * point where this branch left main.
 *
 * @throws {GitError}
 * @throws {PolicyError} when there is a bundle that cannot be used
 */
export async function readBasePolicies(folder: string, base: string | undefined): Promise<BasePolicies> {
  const repository = await openRepository(folder).catch((error: unknown) => {
    if (error instanceof GitError && error.code === 'not-a-repository' && base === undefined)
      return undefined;
    throw error;
  });
  const commit =
    repository === undefined ? undefined : await findBase(repository.dir, base, undefined, false);
  if (repository === undefined || commit === undefined) return nothing;
  const bundle = await readBundleAt(repository, commit);
  return {
    commit,
    bundle,
    readSources: async (paths) => {
      const files = await readCommitFiles(repository, commit, paths);
      const texts = [...files].map(([path, bytes]): [string, string] => [path, textOf(bytes)]);
      return new Map(texts.filter(([path, text]) => digestOf(text) === bundle?.manifest.sources[path]));
    },
  };
}

/** A checkout with other line ends holds the same sources. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\r\n', '\n');
}

const nothing: BasePolicies = {
  commit: undefined,
  bundle: undefined,
  readSources: () => Promise.resolve(new Map()),
};

async function readBundleAt(repository: Repository, commit: string): Promise<PolicyBundle | undefined> {
  const names = ['manifest.json', ...bundleFiles].map((name) => `bundle/${name}`);
  const files = await readCommitFiles(repository, commit, names);
  try {
    return await readBundle((name) => Promise.resolve(files.get(`bundle/${name}`)));
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    if (error.code === 'bundle-missing') return undefined;
    throw baseFault(commit, error);
  }
}

/** Says of a fault that it is one of the policies compared with. */
export function baseFault(commit: string, { code, message }: PolicyError): PolicyError {
  return new PolicyError(
    code,
    `The policies of ${commit.slice(0, 8)} cannot be used. ${withoutAdvice(message)} Compare with another commit by --base.`,
  );
}

/** Building again mends what is on disk, not what was committed. */
function withoutAdvice(message: string): string {
  return message.replace(/ (?:Restore it, or run|Run): souk policy build$/, '');
}
