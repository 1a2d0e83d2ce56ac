import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { explainFindings } from '@souk/model/explain/explained-finding.ts';
import type { EntityExplanation, LocatedValue } from '@souk/model/explain/explanation.ts';
import { createLocator } from '@souk/model/finding/locate.ts';
import { assembleInputs, type Subject } from '@souk/model/policy/assemble-inputs.ts';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { readPolicySettings } from '@souk/model/policy/policy-settings.ts';
import { asEdited, type RuleInput, readsRisk } from '@souk/model/policy/project-input.ts';
import type { RuleAnswer } from '@souk/model/policy/rule-asker.ts';
import { type ValueRead, valuesRead } from '@souk/model/policy/values-read.ts';
import { riskOf } from '@souk/model/risk/merge-risks.ts';
import { highestTier, type RiskTier } from '@souk/model/risk/risk.ts';
import type { OpenBundle } from '@souk/policies/engine/open-engine.ts';
import { RuleEngine } from '@souk/policies/engine/rule-engine.ts';
import { isRuleOf, locateAll, waiversOf } from './explain-rule.ts';
import type { ComparedTrees } from './read-trees.ts';

export interface ExplainedEntity {
  readonly rule: PolicyRule;
  readonly subject: Subject;
  readonly trees: ComparedTrees;
  readonly policies: OpenBundle;
  /** Path of the policies folder, as it is shown. */
  readonly shownFolder: string;
  readonly now: Date;
}

/** What a rule sees of an entity of the working tree, and what it makes of it. */
export async function explainEntity(explained: ExplainedEntity): Promise<EntityExplanation> {
  const { rule, subject, trees, policies, now } = explained;
  const { record, manifest, change } = subject;
  const asIfEdited = rule.layer === 'approval' && change === undefined;
  const shared = {
    ...{ rule, asIfEdited, entity: record.key, path: record.path },
    base: trees.base?.commit ?? null,
    change: change?.type ?? ('unchanged' as const),
  };
  if (!rule.kinds.includes(manifest.kind)) {
    return { ...shared, applies: false, tier: null, reads: [], findings: [], failure: null };
  }
  const { catalog } = trees.head;
  const settings = readPolicySettings(trees.base?.catalog ?? catalog, catalog);
  const surroundings = { now: now.toISOString(), settings };
  const engine = new RuleEngine(policies.bundle, surroundings);
  const judged = judgeOne(subject, trees.head, asIfEdited, { ...explained, engine, settings });
  const before = judgeBefore(explained, engine, settings);
  const text = (await trees.head.readTexts([record.path])).get(record.path) ?? '';
  const { bundle } = policies;
  const findings = explainFindings(judged.answer, {
    ...{ subject, before, catalog, settings, now },
    changes: trees.changes,
    waivers: waiversOf(bundle),
  });
  return {
    ...shared,
    applies: true,
    tier: judged.tier ?? null,
    reads: locateValues(
      valuesRead(rule.reads, judged.input, surroundings, bundle.data.config),
      text,
      explained,
    ),
    findings: locateAll(findings, record.path, text),
    failure: judged.answer.failure?.reason ?? null,
  };
}

interface JudgedOne {
  readonly input: RuleInput;
  readonly tier: RiskTier | undefined;
  readonly answer: RuleAnswer;
}

function judgeOne(
  subject: Subject,
  { catalog }: CatalogSnapshot,
  asIfEdited: boolean,
  {
    rule,
    policies: { bundle },
    engine,
    settings,
  }: ExplainedEntity & { engine: RuleEngine; settings: ReturnType<typeof readPolicySettings> },
): JudgedOne {
  const [assembled] = assembleInputs([subject], catalog, { settings, isRule: isRuleOf(bundle) });
  if (assembled === undefined) throw new Error('One subject has one input.');
  const input = asIfEdited ? asEdited(assembled) : assembled;
  const tier =
    rule.layer !== 'risk' && readsRisk(rule.reads) ? assess(subject, input, bundle.rules, engine) : undefined;
  const shown = tier === undefined ? input : { ...input, risk: { tier } };
  return { input: shown, tier, answer: engine.ask(rule, [shown])[0] ?? { violations: [] } };
}

function assess(
  subject: Subject,
  input: RuleInput,
  rules: readonly PolicyRule[],
  engine: RuleEngine,
): RiskTier {
  const answers = rules
    .filter(({ layer, kinds }) => layer === 'risk' && kinds.includes(subject.manifest.kind))
    .flatMap((rule) => engine.ask(rule, [input]));
  const violations = answers.flatMap((answer) => answer.violations);
  const failures = answers.flatMap(({ failure }) => failure ?? []);
  const tier = highestTier(violations.map(({ params }) => params['tier'] as RiskTier));
  return riskOf({ record: subject.record, verdict: { tier, violations, failures } }).tier;
}

/** What a ratchet goes by: the entity as it was, in the catalog as it was. */
function judgeBefore(
  explained: ExplainedEntity,
  engine: RuleEngine,
  settings: ReturnType<typeof readPolicySettings>,
): RuleAnswer | undefined {
  const { rule, subject, trees } = explained;
  const record = trees.base?.catalog.get(subject.record.key);
  const manifest = record?.manifest;
  if (rule.stage !== 'deny-new' || trees.base === undefined || record === undefined || manifest === undefined)
    return undefined;
  return judgeOne({ record, manifest }, trees.base, false, { ...explained, engine, settings }).answer;
}

/** Values that somebody wrote are shown where they stand. */
function locateValues(
  values: readonly ValueRead[],
  text: string,
  { subject, policies: { sources }, shownFolder }: ExplainedEntity,
): LocatedValue[] {
  const inManifest = createLocator(subject.record.path, text);
  return values.map((value) => {
    if (value.value === undefined || value.pointer === '') return value;
    if (value.from === 'manifest') {
      const { path, line, column } = inManifest({ pointer: value.pointer, on: 'key' });
      return { ...value, location: { path, line, column } };
    }
    const [, name = '', ...rest] = value.pointer.split('/');
    const file = [`data/${name}.yaml`, `data/${name}.yml`].find((path) => sources.has(path));
    if (value.from !== 'config' || file === undefined) return value;
    const locate = createLocator(`${shownFolder}/${file}`, sources.get(file) ?? '');
    const { path, line, column } = locate({ pointer: rest.map((token) => `/${token}`).join(''), on: 'key' });
    return { ...value, location: { path, line, column } };
  });
}
