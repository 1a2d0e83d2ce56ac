import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { LocatedFinding, RuleExplanation } from '@souk/model/explain/explanation.ts';
import { findViolators, type Violator } from '@souk/model/explain/find-violators.ts';
import { createLocator } from '@souk/model/finding/locate.ts';
import { JudgedSubjects } from '@souk/model/impact/judged-subjects.ts';
import { assembleInputs, assembleUnresolved } from '@souk/model/policy/assemble-inputs.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { readPolicySettings } from '@souk/model/policy/policy-settings.ts';
import { findBuiltInRule } from '@souk/model/rule/built-in-rules.ts';
import { isWaivable, type WaiverSettings } from '@souk/model/waiver/waiver-settings.ts';
import type { PolicyBundle } from '@souk/policies/engine/bundle.ts';
import { RuleEngine } from '@souk/policies/engine/rule-engine.ts';

/** What a rule asks, and what it finds in a catalog as it stands. */
export async function explainRule(
  rule: PolicyRule,
  bundle: PolicyBundle,
  { catalog, readTexts }: CatalogSnapshot,
  now: Date,
): Promise<RuleExplanation> {
  const settings = readPolicySettings(catalog, catalog);
  const subjects = catalog.records.flatMap((record) => {
    const manifest = rule.kinds.includes(record.key.kind) ? record.manifest : undefined;
    return manifest === undefined ? [] : [{ record, manifest }];
  });
  const isRule = isRuleOf(bundle);
  const { asked, violators } = findViolators(rule, {
    ...{ catalog, settings, now },
    rules: bundle.rules,
    waivers: waiversOf(bundle),
    asker: new RuleEngine(bundle, { now: now.toISOString(), settings }),
    subjects: new JudgedSubjects(subjects, {
      plain: (some) => some.map((subject) => ({ ...assembleUnresolved(subject, catalog), refs: {} })),
      resolved: (some) => assembleInputs(some, catalog, { settings, isRule }),
    }),
  });
  const texts = await readTexts(violators.map(({ path }) => path));
  return {
    ...{ rule, asked },
    waivable: isWaivable(rule.id, waiversOf(bundle)),
    violators: violators.map(({ key, path, findings, failure }) => ({
      entity: key,
      findings: locateAll(findings, path, texts.get(path) ?? ''),
      ...(failure === undefined ? {} : { failure }),
    })),
  };
}

/** Gives findings of one file their line and column. */
export function locateAll(findings: Violator['findings'], path: string, text: string): LocatedFinding[] {
  const locate = createLocator(path, text);
  return findings.map((finding) => ({
    ...finding,
    location: locate({ pointer: finding.pointer, on: 'value' }),
  }));
}

export function waiversOf({ data }: PolicyBundle): WaiverSettings {
  return (data.config['waivers'] as WaiverSettings | undefined) ?? { never: [] };
}

export function isRuleOf({ rules }: PolicyBundle): (id: string) => boolean {
  return (id) => findBuiltInRule(id) !== undefined || rules.some((rule) => rule.id === id);
}
