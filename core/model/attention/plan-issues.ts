/** An issue as it should be. */
export interface WantedIssue {
  /** What it is about; there is one issue for each. */
  readonly subject: string;
  /** Tells one text from another. */
  readonly digest: string;
}

/** An issue that was written by this account before. */
export interface OwnIssue {
  readonly number: number;
  readonly subject: string;
  /** Of the text that was written last; `mended` when it was closed because nothing was left to mend. */
  readonly digest: string;
  readonly open: boolean;
}

export type IssueStep<Wanted extends WantedIssue> =
  | { readonly do: 'open'; readonly issue: Wanted }
  | { readonly do: 'edit'; readonly number: number; readonly issue: Wanted }
  | {
      readonly do: 'close';
      readonly number: number;
      readonly subject: string;
      readonly because: 'mended' | 'twice';
    };

export interface IssuePlan<Wanted extends WantedIssue> {
  readonly steps: readonly IssueStep<Wanted>[];
  /** Issues that there is no room for in this run: the next ones open them. */
  readonly left: readonly Wanted[];
}

/**
 * What makes the issues say what is wanted, and nothing when they do already. What a person closed stays closed until
 * there is something new to say.
 *
 * @param wanted the most urgent first
 * @param most new issues in one run
 */
export function planIssues<Wanted extends WantedIssue>(
  wanted: readonly Wanted[],
  existing: readonly OwnIssue[],
  most: number,
): IssuePlan<Wanted> {
  const bySubject = Map.groupBy(existing, ({ subject }) => subject);
  const fresh: Wanted[] = [];
  const steps: IssueStep<Wanted>[] = [];
  for (const issue of wanted) {
    const own = bySubject.get(issue.subject) ?? [];
    const kept = own.filter(({ open }) => open).toSorted((a, b) => a.number - b.number)[0];
    if (kept !== undefined && kept.digest !== issue.digest)
      steps.push({ do: 'edit', number: kept.number, issue });
    if (kept === undefined && !own.some(({ digest }) => digest === issue.digest)) fresh.push(issue);
  }
  const subjects = new Set(wanted.map(({ subject }) => subject));
  const closed = existing
    .filter(({ open }) => open)
    .flatMap((issue): IssueStep<Wanted>[] => {
      const { number, subject } = issue;
      if (!subjects.has(subject)) return [{ do: 'close', number, subject, because: 'mended' }];
      const isSurplus = existing.some(
        (other) => other.open && other.subject === subject && other.number < number,
      );
      return isSurplus ? [{ do: 'close', number, subject, because: 'twice' }] : [];
    });
  const opened = fresh.slice(0, most).map((issue): IssueStep<Wanted> => ({ do: 'open', issue }));
  return { steps: [...opened, ...steps, ...closed], left: fresh.slice(most) };
}
