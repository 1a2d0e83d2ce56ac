import type { Catalog } from '../catalog/catalog.ts';
import { AssessedTiers } from '../impact/assessed-tiers.ts';
import type { JudgedSubjects } from '../impact/judged-subjects.ts';
import { PairAnswers } from '../impact/pair-answers.ts';
import type { EntityKey } from '../manifest/manifest.ts';
import type { PolicySettings } from '../policy/policy-input.ts';
import type { PolicyRule } from '../policy/policy-rule.ts';
import { asEdited, readsRisk } from '../policy/project-input.ts';
import type { RuleAsker } from '../policy/rule-asker.ts';
import type { WaiverSettings } from '../waiver/waiver-settings.ts';
import { type ExplainedFinding, explainFindings } from './explained-finding.ts';

/** What a rule says of one entity of a catalog as it stands. */
export interface Violator {
  readonly key: EntityKey;
  readonly path: string;
  readonly findings: readonly ExplainedFinding[];
  /** Why the rule could not judge it. */
  readonly failure?: string;
}

interface Circumstances {
  readonly rules: readonly PolicyRule[];
  readonly asker: RuleAsker;
  readonly subjects: JudgedSubjects;
  readonly catalog: Catalog;
  readonly settings: PolicySettings;
  readonly waivers: WaiverSettings;
  readonly now: Date;
}

/** The entities of a catalog that a rule has something to say of, and how many it was asked about. */
export function findViolators(
  rule: PolicyRule,
  { rules, asker, subjects, catalog, settings, waivers, now }: Circumstances,
): { readonly asked: number; readonly violators: readonly Violator[] } {
  const pairs = rules.map((each) => ({
    ...{ id: each.id, before: each, after: each },
    ...{ causes: [], fields: [], waivableChanged: false },
  }));
  const answers = new PairAnswers({ after: asker });
  const places = subjects.ofKinds(rule.kinds);
  const own = pairs.find(({ id }) => id === rule.id);
  if (own === undefined) return { asked: 0, violators: [] };
  // Rules of this layer ask for nothing where nothing changes.
  const shown = rule.layer === 'approval' ? asEdited : undefined;
  const byRisk = rule.layer !== 'risk' && readsRisk(rule.reads);
  const tiers = byRisk
    ? new AssessedTiers({ subjects, pairs, answers }, shown).at('after', places)
    : undefined;
  const inputs = subjects.inputsFor(rule, places, tiers);
  const said = answers.of(own, 'after', shown === undefined ? inputs : inputs.map(shown));
  const violators = places.flatMap((place, i): Violator[] => {
    const answer = said[i];
    if (answer === undefined || (answer.violations.length === 0 && answer.failure === undefined)) return [];
    const subject = subjects.at(place);
    const findings = explainFindings(answer, { subject, catalog, changes: [], settings, waivers, now });
    const { key, path } = subject.record;
    const failure = answer.failure === undefined ? {} : { failure: answer.failure.reason };
    return [{ key, path, findings, ...failure }];
  });
  return { asked: places.length, violators };
}
