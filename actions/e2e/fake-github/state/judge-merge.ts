import { tryGit } from '../../origin/run-git.ts';
import { baseOf, headOf, type PullRequest } from './pull-head.ts';
import type { World } from './world.ts';

export interface MergeJudgement {
  /** False when the two sides conflict. */
  readonly mergeable: boolean;
  /** What the rules of the repository miss; undefined when they let it in. */
  readonly obstacle: string | undefined;
}

interface Rule {
  readonly type: string;
  readonly parameters?: {
    readonly required_status_checks?: readonly {
      readonly context: string;
      readonly integration_id?: number;
    }[];
  };
}

/** Whether a pull request can be merged now, by its commits and by the active rulesets. */
export async function judgeMerge(world: World, issue: PullRequest): Promise<MergeJudgement> {
  const [base, head] = [await baseOf(world, issue), await headOf(world, issue)];
  const merged = await tryGit(world.origin.path, ['merge-tree', '--write-tree', '--no-messages', base, head]);
  return { mergeable: merged.exitCode === 0, obstacle: missingCheck(world, head) };
}

/** The first required check that has not succeeded on a commit, from the app that it is expected from. */
export function missingCheck(world: World, sha: string): string | undefined {
  const required = activeRules(world)
    .filter(({ type }) => type === 'required_status_checks')
    .flatMap(({ parameters }) => parameters?.required_status_checks ?? []);
  return required.find(({ context, integration_id: app }) => {
    const latest = world.checkRuns.findLast(
      (run) => run.sha === sha && run.name === context && (app === undefined || run.app.id === app),
    );
    const status = world.statuses.findLast((one) => one.sha === sha && one.context === context);
    // A status has no app that could be expected.
    const fromStatus = app === undefined && status?.state === 'success';
    return !(fromStatus || (latest?.status === 'completed' && passes(latest.conclusion)));
  })?.context;
}

export function requiresQueue(world: World): boolean {
  return activeRules(world).some(({ type }) => type === 'merge_queue');
}

/** GitHub takes a skipped check for a passed one. */
function passes(conclusion: string | null): boolean {
  return conclusion === 'success' || conclusion === 'neutral' || conclusion === 'skipped';
}

function activeRules({ rulesets }: World): Rule[] {
  return rulesets
    .filter(({ written }) => written['enforcement'] === 'active')
    .flatMap(({ written }) => (Array.isArray(written['rules']) ? written['rules'] : []));
}
