import { roleWords } from '@souk/model/approval/owner-role.ts';
import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { plural } from '../report/count-words.ts';
import { sortFindings } from './sort-findings.ts';

/** Roles that a headline names. */
const MOST_NAMED = 3;

/** Where a pull request stands, in one line of plain text that an author may have had a hand in. */
export function headline(outcome: GateOutcome): string {
  switch (outcome.state) {
    case 'ready':
      return outcome.autoApproval.allowed ? 'Ready: nobody has to approve this' : 'Ready to merge';
    case 'waiting':
      return `Nothing to fix. Waiting for ${waitingFor(outcome)}`;
    case 'blocked':
      return blockedBy(outcome);
    case 'fault':
      return 'A check failed on our side: not your fault';
  }
}

function waitingFor({ approvals }: GateOutcome): string {
  const roles = approvals.checklist.filter(({ missing }) => missing > 0).map(({ role }) => roleWords(role));
  const count = approvals.checklist.reduce((sum, { missing }) => sum + missing, 0);
  const named = roles.length > MOST_NAMED ? '' : `: ${roles.join(', ')}`;
  return `${plural(count, 'approval')}${named}`;
}

function blockedBy({ report, conflicts, meanwhile, approvals }: GateOutcome): string {
  const { toFix } = sortFindings(report.findings);
  if (toFix.length > 0) return `${plural(toFix.length, 'thing')} to fix before this can merge`;
  if (conflicts.length + meanwhile.length > 0) return 'Bring your branch up to date before this can merge';
  return `${plural(approvals.vetoes.length, 'reviewer')} asked for changes`;
}
