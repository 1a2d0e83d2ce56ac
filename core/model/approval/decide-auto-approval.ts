import { type EntityKey, formatKey } from '../manifest/manifest.ts';
import type { Report } from '../report/report.ts';
import type { ApprovalState, AutoApproval, Requirement } from './approval-state.ts';
import { listSome } from './list-some.ts';
import { roleWords } from './owner-role.ts';

export interface AutoApprovalSources {
  readonly report: Pick<Report, 'verdict' | 'risk' | 'approvals' | 'changes'>;
  readonly requirements: readonly Requirement[];
  readonly vetoes: ApprovalState['vetoes'];
  readonly strayPaths: readonly string[];
  /** Entities that also changed on the base. */
  readonly meanwhile: readonly EntityKey[];
  /** Files that Git cannot merge by itself. */
  readonly conflicts: readonly string[];
  readonly draft: boolean;
}

/** Whether green checks alone let a change in. Each obstacle is told; without one, the grounds. */
export function decideAutoApproval(sources: AutoApprovalSources): AutoApproval {
  const reasons = obstacles(sources);
  return reasons.length > 0
    ? { allowed: false, reasons }
    : {
        allowed: true,
        reasons: [
          'Every check passes, the risk is low, and neither a rule nor an owner asks for an approval.',
        ],
      };
}

function obstacles(sources: AutoApprovalSources): string[] {
  const { report, requirements, vetoes, strayPaths, meanwhile, conflicts, draft } = sources;
  const { verdict, risk, approvals, changes } = report;
  return [
    ...when(verdict === 'fail', 'A check denies it.'),
    ...when(verdict === 'error', 'A check could not do its work.'),
    ...when(risk.tier !== 'low', `The risk is ${risk.tier}, not low.`),
    ...when(
      requirements.length > 0,
      `It needs approvals: ${listSome(requirements.map(({ role }) => roleWords(role)))}.`,
    ),
    ...when(!approvals.autoApprovable && requirements.length === 0, 'A rule wants a person to look at it.'),
    ...when(vetoes.length > 0, `Changes are requested by ${listSome(vetoes.map(({ by }) => by.login))}.`),
    ...when(strayPaths.length > 0, `It changes files outside the catalog: ${listSome(strayPaths)}.`),
    ...when(changes.length === 0, 'It changes nothing in the catalog.'),
    ...when(meanwhile.length > 0, `Also changed on the base: ${listSome(meanwhile.map(formatKey))}.`),
    ...when(conflicts.length > 0, `Git cannot merge it: ${listSome(conflicts)}.`),
    ...when(draft, 'It is a draft.'),
  ];
}

function when(holds: boolean, reason: string): string[] {
  return holds ? [reason] : [];
}
