import { listMergedPulls } from '@souk/github/list-merged-pulls.ts';
import { listWaitingPulls } from '@souk/github/list-waiting-pulls.ts';
import type { PullRequest } from '@souk/github/read-pull-request.ts';
import { expectedWait } from '@souk/model/gate/expected-wait.ts';
import type { ExpectedWait, GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { needsLabel, riskLabel } from '../feedback/labels.ts';
import type { Gate } from './open-gate.ts';

/** Merges that an expectation is taken from: enough to tell, and recent. */
const MOST_MERGES = 50;

/**
 * How long a pull request that waits for approvals will do so, from those that wait for the same roles and those of the
 * same risk that were merged of late.
 *
 * @throws {GitHubError}
 */
export async function readWait(
  { client, now }: Gate,
  pull: PullRequest,
  { approvals, report }: GateOutcome,
): Promise<ExpectedWait> {
  const labels = new Set(
    approvals.checklist.filter(({ missing }) => missing > 0).map(({ role }) => needsLabel(role).name),
  );
  const [merged, ...waiting] = await Promise.all([
    listMergedPulls(client, { label: riskLabel(report.risk.tier), most: MOST_MERGES }),
    ...[...labels].map((label) => listWaitingPulls(client, label)),
  ]);
  const others = new Map(waiting.flat().map((other) => [other.number, other]));
  return expectedWait({ now, pull, waiting: [...others.values()], merged });
}
