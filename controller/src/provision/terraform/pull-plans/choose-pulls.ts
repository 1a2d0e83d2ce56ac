/** An open pull request into the branch of the catalog. */
export interface OpenPull {
  readonly number: number;
  /** Commit that it stands at. */
  readonly head: string;
  /** Whether it comes from a branch of the same repository. */
  readonly isOwn: boolean;
}

/** The latest verdict of Souk on a commit; undefined as long as there is none. */
export type Verdict = 'passed' | 'failed' | undefined;

/** Those that may need a plan: of their own repository, at another commit than when they were last dealt with. */
export function choosePulls(
  pulls: readonly OpenPull[],
  handled: ReadonlyMap<number, string>,
): readonly OpenPull[] {
  return pulls.filter(({ number, head, isOwn }) => isOwn && handled.get(number) !== head);
}

/** What is known of pull requests that are still open. */
export function keepOpen(
  handled: ReadonlyMap<number, string>,
  pulls: readonly OpenPull[],
): ReadonlyMap<number, string> {
  const open = new Set(pulls.map(({ number }) => number));
  return new Map([...handled].filter(([number]) => open.has(number)));
}

/**
 * What a check run says. One that is not completed waits for people to approve: policy has let it pass.
 */
export function judgeVerdict(
  run: { readonly completed: boolean; readonly conclusion: string | null } | undefined,
): Verdict {
  if (run === undefined) return undefined;
  return !run.completed || run.conclusion === 'success' ? 'passed' : 'failed';
}
