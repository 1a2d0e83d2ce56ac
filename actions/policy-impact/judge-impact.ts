import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readCommitCatalog } from '@souk/git/read-catalog.ts';
import { openRepository } from '@souk/git/repository.ts';
import type { Impact } from '@souk/model/impact/impact.ts';
import type { Opa } from '@souk/policies/build/opa.ts';
import { type BasePolicies, readBasePolicies } from '../policy/read-base-policies.ts';
import { runImpact } from '../policy/run-impact.ts';
import { buildChangedPolicies } from './build-changed-policies.ts';

export interface ImpactQuestion {
  /** Clone that holds the catalog and the policies that are in force. */
  readonly workspace: string;
  /** Commit whose catalog is judged, and whose policies are compared with. */
  readonly base: string;
  /** Folder of the changed policies. */
  readonly policies: string;
  readonly now: Date;
}

/**
 * What changed policies would do to the catalog.
 *
 * @throws {BuildError} when they cannot be compiled
 * @throws {PolicyError} when those in force cannot be used
 * @throws {GitError}
 */
export async function judgeImpact(question: ImpactQuestion, opa: Opa): Promise<Impact> {
  const { workspace, base, policies, now } = question;
  const [inForce, head, snapshot] = await Promise.all([
    readInForce(join(workspace, 'policies'), base),
    buildChangedPolicies(policies, opa),
    openRepository(workspace).then((repository) => readCommitCatalog(repository, base)),
  ]);
  return runImpact({ base: inForce, head, snapshot, now, select: () => () => true, tell: () => undefined });
}

/** The first policies of a repository are all new. */
async function readInForce(folder: string, commit: string): Promise<BasePolicies> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return readBasePolicies(folder, commit);
  return { commit, bundle: undefined, readSources: () => Promise.resolve(new Map()) };
}
