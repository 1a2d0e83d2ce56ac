import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { createStartLocator, type Position } from '@souk/model/finding/locate-start.ts';
import { assembleImpact, toldFindings } from '@souk/model/impact/assemble-impact.ts';
import type { JudgedTwice } from '@souk/model/impact/compare-findings.ts';
import type { Impact } from '@souk/model/impact/impact.ts';
import { type Differences, judgeTwice } from '@souk/model/impact/judge-twice.ts';
import { JudgedSubjects } from '@souk/model/impact/judged-subjects.ts';
import { PairAnswers } from '@souk/model/impact/pair-answers.ts';
import { canDiffer, pairRules, type RulePair } from '@souk/model/impact/pair-rules.ts';
import type { RuleSet } from '@souk/model/impact/rule-set.ts';
import { assembleInputs, assembleUnresolved } from '@souk/model/policy/assemble-inputs.ts';
import type { PolicySurroundings } from '@souk/model/policy/policy-input.ts';
import { readPolicySettings } from '@souk/model/policy/policy-settings.ts';
import { findBuiltInRule } from '@souk/model/rule/built-in-rules.ts';
import type { WaiverSettings } from '@souk/model/waiver/waiver-settings.ts';
import type { PolicyBundle } from '@souk/policies/engine/bundle.ts';
import type { OpenBundle } from '@souk/policies/engine/open-engine.ts';
import { PolicyEngine } from '@souk/policies/engine/policy-engine.ts';
import { PolicyError } from '@souk/policies/engine/policy-error.ts';
import { RuleEngine } from '@souk/policies/engine/rule-engine.ts';
import { type BasePolicies, baseFault } from './read-base-policies.ts';

export interface ImpactOptions {
  readonly base: BasePolicies;
  readonly head: OpenBundle;
  readonly snapshot: CatalogSnapshot;
  readonly now: Date;
  /** Given the ids of all rules of both sides, says which of them are told. */
  readonly select: (rules: readonly string[]) => (rule: string) => boolean;
  /** Is told what is being done, for people who wait. */
  readonly tell: (step: string) => void;
}

/** Judges a whole catalog by two bundles and tells in what they differ. */
export async function runImpact(options: ImpactOptions): Promise<Impact> {
  const { base, head, snapshot, tell } = options;
  const sets = await readRuleSets(base, head);
  const pairs = pairRules(sets.before, sets.after);
  const isSelected = options.select(pairs.map(({ id }) => id));
  tell(`Judging ${snapshot.catalog.records.length} manifests twice`);
  const judged = prepare(pairs, { before: sets.before.waivers, after: sets.after.waivers }, options);
  const differences = pairs.some(canDiffer) ? await judgeTwice(judged) : unchanged;
  tell('Placing what differs');
  const locate = await createLocate(differences, isSelected, snapshot);
  return assembleImpact({
    ...{ judged, differences, isSelected, locate },
    base: { commit: base.commit ?? null, bundle: base.bundle?.digest ?? null },
    head: { bundle: head.bundle.digest },
  });
}

const unchanged: Differences = { findings: [], verdicts: [], risk: [], approvals: [] };

function prepare(
  pairs: readonly RulePair[],
  waivers: JudgedTwice['waivers'],
  { base, head, snapshot: { catalog }, now }: ImpactOptions,
): JudgedTwice {
  const settings = readPolicySettings(catalog, catalog);
  const surroundings = { now: now.toISOString(), settings };
  // What no differing rule is about is not even parsed.
  const kinds = new Set(
    pairs
      .filter(canDiffer)
      .flatMap(({ before, after }) => [...(before?.kinds ?? []), ...(after?.kinds ?? [])]),
  );
  const subjects = catalog.records.flatMap((record) => {
    const manifest = kinds.has(record.key.kind) ? record.manifest : undefined;
    return manifest === undefined ? [] : [{ record, manifest }];
  });
  const ids = new Set(pairs.flatMap(({ id, after }) => (after === undefined ? [] : [id])));
  const isRule = (id: string): boolean => ids.has(id) || findBuiltInRule(id) !== undefined;
  return {
    ...{ pairs, waivers, catalog, settings, now },
    subjects: new JudgedSubjects(subjects, {
      plain: (some) => some.map((subject) => ({ ...assembleUnresolved(subject, catalog), refs: {} })),
      resolved: (some) => assembleInputs(some, catalog, { settings, isRule }),
    }),
    answers: new PairAnswers({
      ...openBase(base, surroundings),
      after: new RuleEngine(head.bundle, surroundings),
    }),
    evaluator: new PolicyEngine(head.bundle),
  };
}

function openBase(
  { bundle, commit = '' }: BasePolicies,
  surroundings: PolicySurroundings,
): { before?: RuleEngine } {
  try {
    return bundle === undefined ? {} : { before: new RuleEngine(bundle, surroundings) };
  } catch (error) {
    throw error instanceof PolicyError ? baseFault(commit, error) : error;
  }
}

async function readRuleSets(
  base: BasePolicies,
  { bundle, sources }: OpenBundle,
): Promise<{ before: RuleSet; after: RuleSet }> {
  const after = ruleSetOf(bundle, sources);
  if (base.bundle === undefined) {
    return { before: { ...after, rules: [], sources: {}, texts: new Map() }, after };
  }
  const old = Object.entries(base.bundle.manifest.sources).filter(([path]) => path.endsWith('.rego'));
  const same = old.filter(([path, digest]) => digest === bundle.manifest.sources[path]);
  const edited = old.filter(([path, digest]) => digest !== bundle.manifest.sources[path]);
  const texts = new Map([
    ...same.flatMap(([path]): [string, string][] => [[path, sources.get(path) ?? '']]),
    ...(await base.readSources(edited.map(([path]) => path))),
  ]);
  return { before: ruleSetOf(base.bundle, texts), after };
}

function ruleSetOf({ rules, data, manifest }: PolicyBundle, texts: ReadonlyMap<string, string>): RuleSet {
  return {
    ...{ rules, texts },
    config: data.config,
    waivers: (data.config['waivers'] as WaiverSettings | undefined) ?? { never: [] },
    sources: manifest.sources,
    wasm: manifest.files['policy.wasm'],
  };
}

async function createLocate(
  differences: Differences,
  isSelected: (rule: string) => boolean,
  snapshot: CatalogSnapshot,
): Promise<(path: string, pointer: string) => Position> {
  const told = toldFindings(differences, isSelected);
  const paths = new Set(
    told.flatMap(({ before, after }) => [...before, ...after].map(({ draft }) => draft.path)),
  );
  const texts = await snapshot.readTexts([...paths]);
  const locators = new Map<string, ReturnType<typeof createStartLocator>>();
  return (path, pointer) => {
    const locate = locators.get(path) ?? createStartLocator(texts.get(path) ?? '');
    locators.set(path, locate);
    return locate(pointer);
  };
}
