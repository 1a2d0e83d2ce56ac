import type { Approvals } from '../approval/approvals.ts';
import { mergeApprovals } from '../approval/merge-approvals.ts';
import { type DraftFinding, wholeFile } from '../finding/draft-finding.ts';
import type { SecretPlace } from '../finding/hide-secrets.ts';
import { formatKey } from '../manifest/manifest.ts';
import { judgePolicies, type PolicyJudgement } from '../policy/judge-policies.ts';
import type { PolicyEvaluator } from '../policy/policy-evaluator.ts';
import { readPolicySettings } from '../policy/policy-settings.ts';
import type { Risk } from '../risk/risk.ts';
import { isConnectorRule } from '../rule/connector-rules.ts';
import { isVettingRule } from '../rule/vetting-rules.ts';
import type { SecurityScore } from '../vetting/security-score.ts';
import type { Vetting, VettingSubject } from '../vetting/vetting.ts';
import { applyWaivers } from '../waiver/apply-waivers.ts';
import { checkUnusedWaivers } from '../waiver/check-unused.ts';
import type { Check, CheckContext } from './check.ts';
import { easeWindingDown } from './ease-winding-down.ts';
import { runChecks } from './run-checks.ts';
import { vettingSubjects } from './vetting-subjects.ts';

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
  /** Absent when only other checks were asked for. */
  readonly vetting?: Vetting | undefined;
}

export interface Judgement {
  readonly drafts: readonly DraftFinding[];
  readonly risk: Risk;
  readonly approvals: Approvals;
  readonly riskOfEntry: ReadonlyMap<string, Risk>;
  /** Security score of each entry that was looked through, by `Kind/id`. */
  readonly scores: ReadonlyMap<string, SecurityScore>;
  readonly secrets: readonly SecretPlace[];
}

/** Runs the checks and the policies, looks through entries, and applies the waivers. */
export async function judge(
  context: CheckContext,
  unreadable: readonly DraftFinding[],
  options: JudgeOptions,
): Promise<Judgement> {
  const { policies } = options;
  const policy = await judgeByPolicies(context, options);
  const subjects = options.vetting === undefined ? [] : vettingSubjects(context, policy.riskOfEntry);
  const vetted = (await options.vetting?.vet(subjects)) ?? [];
  const scores = new Map(
    vetted.flatMap(({ score }, i): [string, SecurityScore][] =>
      score === undefined ? [] : [[formatKey((subjects[i] as VettingSubject).record.key), score]],
    ),
  );
  const drafts = [
    ...unreadable,
    ...runChecks(options.checks, context),
    ...(options.policyFindings || 'fault' in policies ? policy.drafts : []),
    ...easeWindingDown(
      vetted.flatMap((vetting) => vetting.drafts),
      context.changes,
    ),
  ];
  const secrets = vetted.flatMap((vetting) => vetting.secrets);
  if ('fault' in policies) return { ...policy, drafts, scores, secrets };
  const waived = applyWaivers(drafts, { ...context, settings: policies.evaluator.waivers });
  const ran = (rule: string): boolean =>
    isVettingRule(rule) ? options.vetting?.covers(rule) === true : !isConnectorRule(rule);
  const unused = options.policyFindings ? checkUnusedWaivers({ ...context, ran }, waived.used) : [];
  return { ...policy, drafts: [...waived.drafts, ...unused], scores, secrets };
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
