import type { ApprovalState } from '../approval/approval-state.ts';
import type { EntityKey } from '../manifest/manifest.ts';
import type { Verdict } from '../report/report.ts';
import type { GateState } from './gate-outcome.ts';

export interface GateSources {
  readonly verdict: Verdict;
  readonly approvals: Pick<ApprovalState, 'satisfied' | 'vetoes'>;
  readonly meanwhile: readonly EntityKey[];
  readonly conflicts: readonly string[];
}

/** What a pull request waits for. A fault outweighs what the author has to mend, and that what reviewers have to do. */
export function decideGate({ verdict, approvals, meanwhile, conflicts }: GateSources): GateState {
  if (verdict === 'error') return 'fault';
  const forAuthor =
    verdict === 'fail' || approvals.vetoes.length > 0 || meanwhile.length > 0 || conflicts.length > 0;
  if (forAuthor) return 'blocked';
  return approvals.satisfied ? 'ready' : 'waiting';
}
