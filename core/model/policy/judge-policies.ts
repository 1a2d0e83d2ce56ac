import type { Approvals } from '../approval/approvals.ts';
import { mergeApprovals } from '../approval/merge-approvals.ts';
import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import type { DraftFinding } from '../finding/draft-finding.ts';
import { formatKey, isEntryKind } from '../manifest/manifest.ts';
import { mergeRisks, riskOf, unknownRisk } from '../risk/merge-risks.ts';
import type { Risk } from '../risk/risk.ts';
import { findBuiltInRule } from '../rule/built-in-rules.ts';
import { affectedRecords, changesGoverning, waivedRecords } from './affected-subjects.ts';
import { assembleInputs, type Subject } from './assemble-inputs.ts';
import { draftsOf } from './draft-violations.ts';
import type { PolicyEvaluator, PolicyVerdict } from './policy-evaluator.ts';
import type { PolicySettings } from './policy-input.ts';
import { readPolicySettings } from './policy-settings.ts';

export interface PolicyContext {
  readonly base: Catalog;
  readonly head: Catalog;
  readonly changes: readonly Change[];
  /** Records of head that are judged: the changed ones, or all. */
  readonly subjects: readonly CatalogRecord[];
  /** Those that judge what changed. */
  readonly settings: PolicySettings;
  readonly now: Date;
  /** Whether violations of rules in the shadow stage are told, as notices. */
  readonly shadow: boolean;
}

export interface PolicyJudgement {
  readonly drafts: readonly DraftFinding[];
  /** Risk of the change as a whole. */
  readonly risk: Risk;
  /** Who must approve the change. */
  readonly approvals: Approvals;
  /** Risk of each judged app and connector, by `Kind/id`. */
  readonly riskOfEntry: ReadonlyMap<string, Risk>;
}

interface JudgedSubject extends Subject {
  readonly verdict: PolicyVerdict;
  /** What the same rules say of the entity as it was before the change; absent where nobody needs to know. */
  readonly verdictBefore?: PolicyVerdict;
  /** False for an entity that the change only affects: it answers for what is new. */
  readonly own: boolean;
}

/** What the rules say of a change: findings, the risk, and who must approve. */
export async function judgePolicies(
  context: PolicyContext,
  evaluator: PolicyEvaluator,
): Promise<PolicyJudgement> {
  const [judged, removed] = await Promise.all([
    judgeSubjects(context, evaluator),
    evaluateAll(removedSubjects(context), context.base, context, evaluator),
  ]);
  const changed = [...judged.filter(({ own, change }) => own && change !== undefined), ...removed];
  const illegible = context.changes.filter(
    ({ before, after }) => (after ?? before)?.manifest === undefined,
  ).length;
  const entries = judged.filter(({ record }) => isEntryKind(record.key.kind));
  return {
    drafts: judged.flatMap((subject) => draftsOf(subject, context)),
    risk: mergeRisks([...changed.map(riskOf), ...Array<Risk>(illegible).fill(unknownRisk)]),
    approvals: mergeApprovals(changed, illegible > 0),
    riskOfEntry: new Map(entries.map((subject) => [formatKey(subject.record.key), riskOf(subject)])),
  };
}

async function judgeSubjects(context: PolicyContext, evaluator: PolicyEvaluator): Promise<JudgedSubject[]> {
  const { base, head, changes } = context;
  const own = new Set([...context.subjects, ...waivedRecords(changes, head)]);
  const affected = affectedRecords(changes, head).filter((record) => !own.has(record));
  const changeOf = new Map(changes.flatMap((change) => (change.after ? [[change.after, change]] : [])));
  const subjects = [...own, ...affected].flatMap((record): Subject[] => {
    const { manifest } = record;
    const change = changeOf.get(record);
    if (manifest === undefined) return [];
    return [{ record, manifest, ...(change === undefined ? {} : { change }) }];
  });
  const settings = settingsOf(context);
  const groups = Map.groupBy(subjects, ({ change }) =>
    change === undefined ? settings.after : settings.own,
  );
  const verdicts = await Promise.all(
    [...groups].map(([settings, group]) => evaluateAll(group, head, { ...context, settings }, evaluator)),
  ).then((judged) => judged.flat());
  const needsBefore = verdicts.flatMap((subject) => {
    const before = base.get(subject.record.key);
    const manifest = before?.manifest;
    const matters = subject.verdict.violations.some(
      ({ rule }) => rule.stage === 'deny-new' || !own.has(subject.record),
    );
    return matters && before !== undefined && manifest !== undefined
      ? [{ of: subject.record, record: before, manifest }]
      : [];
  });
  const earlier = await evaluateAll(needsBefore, base, { ...context, settings: settings.before }, evaluator);
  const verdictBefore = new Map(earlier.map(({ of, verdict }) => [of, verdict]));
  return verdicts.map((subject) => {
    const before = verdictBefore.get(subject.record);
    return {
      ...subject,
      own: own.has(subject.record),
      ...(before === undefined ? {} : { verdictBefore: before }),
    };
  });
}

/**
 * A change cannot loosen the settings for itself; but what it leaves alone is judged by those that will hold, so that
 * what it puts in the wrong is told, and not only found afterwards.
 */
function settingsOf({ base, head, changes, settings }: PolicyContext) {
  return changesGoverning(changes)
    ? { before: readPolicySettings(base, base), own: settings, after: readPolicySettings(head, head) }
    : { before: settings, own: settings, after: settings };
}

/** What is removed yields no findings, but a risk and a demand for approval. */
function removedSubjects({ changes }: PolicyContext): Subject[] {
  return changes.flatMap((change): Subject[] => {
    const { type, before } = change;
    const manifest = before?.manifest;
    return type === 'removed' && before !== undefined && manifest !== undefined
      ? [{ record: before, manifest, change }]
      : [];
  });
}

async function evaluateAll<Item extends Subject>(
  subjects: readonly Item[],
  catalog: Catalog,
  { settings, now }: PolicyContext,
  evaluator: PolicyEvaluator,
): Promise<(Item & { verdict: PolicyVerdict })[]> {
  if (subjects.length === 0) return [];
  const isRule = (id: string): boolean =>
    findBuiltInRule(id) !== undefined || evaluator.rules.some((rule) => rule.id === id);
  const verdicts = await evaluator.evaluate(assembleInputs(subjects, catalog, { settings, isRule }), {
    now: now.toISOString(),
    settings,
  });
  return subjects.map((subject, i) => {
    const verdict = verdicts[i];
    if (verdict === undefined) throw new Error('A policy evaluator gives one verdict for each input.');
    return { ...subject, verdict };
  });
}
