import type { CheckRunReport, CheckRunState } from '@souk/github/publish-check-run.ts';
import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { CHECK_ID, CHECK_NAME } from '@souk/model/gate/required-check.ts';
import { assembleAnnotations } from '../feedback/assemble-annotations.ts';
import type { FeedbackLinks } from '../feedback/feedback-links.ts';
import { renderCheckRun } from '../feedback/render-check-run.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import type { Gate } from './open-gate.ts';

/** The required check as an outcome makes it. */
export function assembleCheck(
  { appSlug, context }: Gate,
  sha: string,
  outcome: GateOutcome,
  state: CheckRunState,
): CheckRunReport {
  return {
    ...{ name: CHECK_NAME, externalId: CHECK_ID, sha, appSlug, detailsUrl: context.runUrl },
    ...renderCheckRun(outcome, linksOf(context, outcome)),
    annotations: assembleAnnotations(outcome.report.findings),
    ...state,
  };
}

/** Where readers get on from here: pages of the commit that judged, which nobody can change any more. */
export function linksOf(
  { serverUrl, repository: { owner, repo }, runUrl }: ActionContext,
  { pull, portal }: GateOutcome,
): FeedbackLinks {
  const pages = `${serverUrl}/${owner}/${repo}/blob/${pull.base}/`;
  return {
    ...(runUrl === undefined ? {} : { run: runUrl }),
    ...(portal === undefined ? {} : { portal }),
    docs: (path) => pages + path,
  };
}
