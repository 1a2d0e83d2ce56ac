import type { Approvals } from '../approval/approvals.ts';
import { mergeApprovals } from '../approval/merge-approvals.ts';
import { type DraftFinding, wholeFile } from '../finding/draft-finding.ts';
import { judgePolicies, type PolicyJudgement } from '../policy/judge-policies.ts';
import type { PolicyEvaluator } from '../policy/policy-evaluator.ts';
import { readPolicySettings } from '../policy/policy-settings.ts';
import type { Risk } from '../risk/risk.ts';
import { applyWaivers } from '../waiver/apply-waivers.ts';
import { checkUnusedWaivers } from '../waiver/check-unused.ts';
import type { Check, CheckContext } from './check.ts';
import { runChecks } from './run-checks.ts';

/** The policies, or why they cannot be used: then there is no verdict. */
export type Policies =
  | { readonly evaluator: PolicyEvaluator }
  | { readonly fault: string; readonly path: string };

export interface JudgeOptions {
  readonly checks: readonly Check[];
  readonly policies: Policies;
  /** False when only other checks were asked for; the risk is assessed all the same. */
  readonly policyFindings: boolean;
  /** Whether violations of rules in the shadow stage are told, as notices. */
  readonly shadow: boolean;
}

export interface Judgement {
  readonly drafts: readonly DraftFinding[];
  readonly risk: Risk;
  readonly approvals: Approvals;
  readonly riskOfEntry: ReadonlyMap<string, Risk>;
}

/** Runs the checks and the policies, and applies the waivers. */
export async function judge(
  context: CheckContext,
  unreadable: readonly DraftFinding[],
  options: JudgeOptions,
): Promise<Judgement> {
  const { policies } = options;
  const policy = await judgeByPolicies(context, options);
  const drafts = [
    ...unreadable,
    ...runChecks(options.checks, context),
    ...(options.policyFindings || 'fault' in policies ? policy.drafts : []),
  ];
  if ('fault' in policies) return { ...policy, drafts };
  const waived = applyWaivers(drafts, { ...context, settings: policies.evaluator.waivers });
  const unused = options.policyFindings ? checkUnusedWaivers(context, waived.used) : [];
  return { ...policy, drafts: [...waived.drafts, ...unused] };
}

async function judgeByPolicies(
  context: CheckContext,
  { policies, shadow }: JudgeOptions,
): Promise<PolicyJudgement> {
  if ('fault' in policies) return unjudged(policies);
  const settings = readPolicySettings(context.base, context.head);
  return judgePolicies({ ...context, settings, shadow }, policies.evaluator);
}

function unjudged({ fault, path }: Extract<Policies, { fault: string }>): PolicyJudgement {
  return {
    drafts: [
      {
        rule: 'policy/bundle',
        path,
        place: wholeFile,
        message: `No policy could be asked: ${fault}`,
        help: 'This is not the fault of an author. Whoever changed the policies has to build them and commit the bundle.',
      },
    ],
    risk: {
      tier: 'high',
      reasons: [{ rule: 'risk/unknown', path: '', text: 'Without policies the risk is not known.' }],
    },
    approvals: mergeApprovals([], true),
    riskOfEntry: new Map(),
  };
}
