import { access } from 'node:fs/promises';
import type { Repository } from '@souk/git/repository.ts';
import { verifySignature } from '@souk/git/verify-signature.ts';
import type { Clock } from '../clock.ts';
import type { AcceptanceVerdict } from './acceptance-verdict.ts';
import { type CheckRun, judgeChecks } from './judge-checks.ts';

/** The check runs of a commit on GitHub. Rejects when GitHub can't be asked. */
export type CheckRunsOf = (commit: string) => Promise<readonly CheckRun[]>;

export interface Acceptance {
  /** Whether a commit meets the operator's conditions. Reads the mirror, and rejects only when that can't be read. */
  accept(repository: Repository, commit: string): Promise<AcceptanceVerdict>;
}

export interface AcceptanceOptions {
  /** Absolute path of a file of allowed signers; no signature is needed when undefined. */
  readonly allowedSigners: string | undefined;
  /** Names of the check runs that must have succeeded. */
  readonly requiredChecks: readonly string[];
  readonly listCheckRuns?: CheckRunsOf | undefined;
  readonly clock: Clock;
}

/** A refusal is looked at again after this long: somebody may have been allowed to sign, or a check run again. */
const REFUSAL_MS = 5 * 60 * 1_000;

/** Makes the judge of commits; undefined when every commit is accepted. */
export function createAcceptance(options: AcceptanceOptions): Acceptance | undefined {
  const { allowedSigners, requiredChecks, listCheckRuns, clock } = options;
  if (allowedSigners === undefined && requiredChecks.length === 0) return undefined;
  const known = new Map<string, { readonly verdict: AcceptanceVerdict; readonly until: number }>();

  const judge = async (repository: Repository, commit: string): Promise<AcceptanceVerdict> => {
    const refusal =
      allowedSigners === undefined ? undefined : await refuseSignature(repository, commit, allowedSigners);
    if (refusal !== undefined || requiredChecks.length === 0) return refusal ?? { accepted: true };
    return askForChecks(commit, requiredChecks, listCheckRuns);
  };

  return {
    async accept(repository, commit) {
      const now = clock.now().getTime();
      for (const [id, { until }] of known) if (until <= now) known.delete(id);
      const remembered = known.get(commit);
      if (remembered !== undefined) return remembered.verdict;
      const verdict = await judge(repository, commit);
      if (verdict.accepted || verdict.final) known.set(commit, { verdict, until: now + REFUSAL_MS });
      return verdict;
    },
  };
}

async function refuseSignature(
  repository: Repository,
  commit: string,
  allowedSigners: string,
): Promise<AcceptanceVerdict | undefined> {
  const refused = (reason: string): AcceptanceVerdict => ({ accepted: false, reason, final: true });
  if (
    !(await access(allowedSigners).then(
      () => true,
      () => false,
    ))
  )
    return refused('The file that SOUK_ALLOWED_SIGNERS names can not be read.');
  switch (await verifySignature(repository, commit, allowedSigners)) {
    case 'good':
      return undefined;
    case 'unsigned':
      return refused(`Commit ${commit.slice(0, 7)} is not signed.`);
    case 'not-trusted':
      return refused(
        `The signature of commit ${commit.slice(0, 7)} is of nobody whom SOUK_ALLOWED_SIGNERS names.`,
      );
    case 'not-checked':
      return refused(
        `The signature of commit ${commit.slice(0, 7)} can not be checked here: GnuPG or ssh-keygen is missing, or can not use its files. Ask souk doctor.`,
      );
  }
}

async function askForChecks(
  commit: string,
  required: readonly string[],
  listCheckRuns: CheckRunsOf | undefined,
): Promise<AcceptanceVerdict> {
  if (listCheckRuns === undefined) {
    const reason = 'SOUK_REQUIRED_CHECKS needs SOUK_GITHUB_TOKEN and a repository on GitHub.';
    return { accepted: false, reason, final: true };
  }
  try {
    return judgeChecks(commit, required, await listCheckRuns(commit));
  } catch {
    const reason = `GitHub could not be asked for the checks of commit ${commit.slice(0, 7)}.`;
    return { accepted: false, reason, final: false, unasked: true };
  }
}
