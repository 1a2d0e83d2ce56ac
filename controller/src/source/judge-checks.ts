import type { AcceptanceVerdict } from './acceptance-verdict.ts';

/** A check run of a commit, the latest of its name and app. */
export interface CheckRun {
  readonly name: string;
  readonly appSlug: string;
  /** `completed` when there is a conclusion. */
  readonly status: string;
  readonly conclusion: string | undefined;
}

/**
 * Whether all that is required has succeeded. Of a name that several apps report each must have succeeded, so that one
 * can't speak for another; what was skipped has not succeeded.
 */
export function judgeChecks(
  commit: string,
  required: readonly string[],
  runs: readonly CheckRun[],
): AcceptanceVerdict {
  const refusals = required.flatMap(
    (name) =>
      refusalOf(
        name,
        runs.filter((run) => run.name === name),
      ) ?? [],
  );
  const refusal = refusals.find(({ final }) => final) ?? refusals[0];
  if (refusal === undefined) return { accepted: true };
  return { accepted: false, reason: `Commit ${commit.slice(0, 7)}: ${refusal.why}`, final: refusal.final };
}

function refusalOf(
  name: string,
  runs: readonly CheckRun[],
): { readonly why: string; readonly final: boolean } | undefined {
  const failed = runs.find(({ status, conclusion }) => status === 'completed' && conclusion !== 'success');
  if (failed !== undefined) {
    const { appSlug, conclusion } = failed;
    return { why: `the check "${name}" of ${appSlug} ended with ${conclusion ?? 'nothing'}.`, final: true };
  }
  if (runs.length === 0) return { why: `the check "${name}" has not begun.`, final: false };
  return runs.some(({ status }) => status !== 'completed')
    ? { why: `the check "${name}" has not ended.`, final: false }
    : undefined;
}
