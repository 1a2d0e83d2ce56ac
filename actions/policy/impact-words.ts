import type { Flip } from '@souk/model/impact/compare-outcomes.ts';
import type { Impact, ImpactSummary, RuleChange, TeamImpact } from '@souk/model/impact/impact.ts';
import { formatCount, plural } from '../report/count-words.ts';

/** Words for what happens to entities, as all formats for people use them. */
export const flipWords: Readonly<Record<Flip, string>> = {
  newlyFailing: 'newly failing',
  newlyPassing: 'newly passing',
  changed: 'changed',
};

/** What the policies are compared with. */
export function describeBase({ base }: Impact): string {
  if (base.commit === null) return 'nothing: the policies are in no commit yet, so every rule counts as new';
  const commit = base.commit.slice(0, 8);
  return base.bundle === null
    ? `${commit}, which has no policy bundle, so every rule counts as new`
    : `the policies of ${commit}`;
}

/** What the flips mean for entities, one sentence a line. */
export function describeConsequences({ verdicts, shadow, risk, approvals }: ImpactSummary): string[] {
  const entities = (count: number): string => plural(count, 'entity', 'entities');
  const turns = [
    ...(verdicts.toFail > 0 ? [`${entities(verdicts.toFail)} passed every rule before`] : []),
    ...(verdicts.toPass > 0 ? [`${entities(verdicts.toPass)} now pass every rule`] : []),
  ];
  const stakes = [
    ...(risk > 0 ? [`another risk for ${entities(risk)}`] : []),
    ...(approvals > 0 ? [`other approvals for changes of ${entities(approvals)}`] : []),
  ];
  const tried = [
    ...(shadow.newlyFailing > 0 ? [`${formatCount(shadow.newlyFailing)} would newly fail`] : []),
    ...(shadow.newlyPassing > 0 ? [`${formatCount(shadow.newlyPassing)} would newly pass`] : []),
    ...(shadow.changed > 0 ? [`${formatCount(shadow.changed)} would change`] : []),
  ];
  return [
    turns.join('; '),
    stakes.join('; '),
    tried.length > 0 ? `if the rules in stage shadow were enforced, ${tried.join(', ')}` : '',
  ].filter((line) => line !== '');
}

/** In what a rule differs, in a few words. */
export function describeRuleChange({ type, level, stage, causes, fields }: RuleChange): string {
  if (type === 'added') return `new: ${level}, stage ${stage}`;
  if (type === 'removed') return 'removed';
  const told = fields.map(({ field, before, after }) =>
    isShort(before) && isShort(after) ? `${field} ${show(before)} → ${show(after)}` : field,
  );
  return [...told, ...causes.map((path) => path.replace(/^rules\/.*\//, ''))].join(', ');
}

function isShort(value: unknown): boolean {
  return show(value).length <= 30;
}

function show(value: unknown): string {
  if (value === null) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function teamTitle({ team, name }: TeamImpact): string {
  return team === null ? 'the marketplace itself' : (name ?? team);
}
