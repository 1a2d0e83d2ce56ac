import equal from 'fast-deep-equal';
import { valueAt } from '../finding/json-pointer.ts';
import type { PolicyRule } from '../policy/policy-rule.ts';
import { isWaivable } from '../waiver/waiver-settings.ts';
import { codeOf, librariesNamed, packageOf } from './rego-code.ts';
import type { RuleSet } from './rule-set.ts';

/** One rule before and after a change of the policies; one of the two is absent when it was added or removed. */
export interface RulePair {
  readonly id: string;
  readonly before?: PolicyRule;
  readonly after?: PolicyRule;
  /** Sources and data for which it may find something else; none when it finds the same in every entity. */
  readonly causes: readonly string[];
  /** Metadata that differs. */
  readonly fields: readonly MetadataField[];
  /** Whether a waiver for it silences on one side only. */
  readonly waivableChanged: boolean;
}

const metadataFields = [
  'level',
  'stage',
  'kinds',
  'enforceFrom',
  'owner',
  'title',
  'description',
  'message',
  'remediation',
  'suggest',
] as const satisfies (keyof PolicyRule)[];
export type MetadataField = (typeof metadataFields)[number];

/** Metadata that says for whom a rule counts, how much, and in which words. The rest is for people who read about it. */
const weighing: ReadonlySet<MetadataField> = new Set(['level', 'stage', 'kinds', 'enforceFrom', 'message']);

/** Every rule of either set with its counterpart, in the order of the ids. */
export function pairRules(before: RuleSet, after: RuleSet): RulePair[] {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const fresh = new Map(after.rules.map((rule) => [rule.id, rule]));
  return [...new Set([...old.keys(), ...fresh.keys()])].sort().map((id) => {
    const pair = { before: old.get(id), after: fresh.get(id) };
    const both = pair.before !== undefined && pair.after !== undefined;
    return {
      id,
      ...(pair.before === undefined ? {} : { before: pair.before }),
      ...(pair.after === undefined ? {} : { after: pair.after }),
      causes: both ? causesOf(pair.before as PolicyRule, pair.after as PolicyRule, before, after) : [],
      fields: metadataFields.filter((field) => both && !equal(pair.before?.[field], pair.after?.[field])),
      waivableChanged: isWaivable(id, before.waivers) !== isWaivable(id, after.waivers),
    };
  });
}

/** Whether a rule finds the same in every entity on both sides. */
export function findsTheSame({ before, after, causes }: RulePair): boolean {
  return before !== undefined && after !== undefined && causes.length === 0;
}

/** Whether a rule finds the same, and is asked about the same kinds. */
export function decidesTheSame(pair: RulePair): boolean {
  return findsTheSame(pair) && !pair.fields.includes('kinds');
}

/** Whether the verdict on an entity can differ by this rule. */
export function canDiffer(pair: RulePair): boolean {
  return !findsTheSame(pair) || pair.waivableChanged || pair.fields.some((field) => weighing.has(field));
}

function causesOf(before: PolicyRule, after: PolicyRule, old: RuleSet, fresh: RuleSet): string[] {
  if (before.digest === after.digest) return [];
  return [...changedCode(before, after, old, fresh), ...changedData(before, after, old, fresh)];
}

/** Files of Rego that the rule is made of and that say something else now. */
function changedCode(before: PolicyRule, after: PolicyRule, old: RuleSet, fresh: RuleSet): string[] {
  if (old.wasm === fresh.wasm) return [];
  if (before.source !== after.source) return [after.source];
  const libraries = new Set([...librariesOf(before, old), ...librariesOf(after, fresh)]);
  return [after.source, ...[...libraries].sort()].filter((path) => !saysTheSame(path, old, fresh));
}

function saysTheSame(path: string, old: RuleSet, fresh: RuleSet): boolean {
  if (old.sources[path] !== undefined && old.sources[path] === fresh.sources[path]) return true;
  const [before, after] = [old.texts.get(path), fresh.texts.get(path)];
  return before !== undefined && after !== undefined && codeOf(before) === codeOf(after);
}

/** The libraries that a rule calls, directly or through others; all of them when a text is not known. */
function librariesOf({ source }: PolicyRule, { sources, texts }: RuleSet): string[] {
  const all = Object.keys(sources).filter((path) => path.startsWith('lib/') && !path.endsWith('_test.rego'));
  if ([source, ...all].some((path) => !texts.has(path))) return all;
  const pathOf = new Map(all.map((path) => [packageOf(texts.get(path) ?? ''), path]));
  const found = new Set<string>();
  const follow = (path: string): void => {
    for (const name of librariesNamed(texts.get(path) ?? '')) {
      const library = pathOf.get(name);
      if (library === undefined || found.has(library)) continue;
      found.add(library);
      follow(library);
    }
  };
  follow(source);
  return [...found];
}

/** Paths of the configuration that the rule reads and that hold something else now. */
function changedData(before: PolicyRule, after: PolicyRule, old: RuleSet, fresh: RuleSet): string[] {
  const paths = new Set([...before.reads, ...after.reads].filter((path) => /^data\.config(\.|$)/.test(path)));
  const changed = [...paths].filter((path) => !equal(configAt(old, path), configAt(fresh, path)));
  return changed
    .filter((path) => !changed.some((other) => path.startsWith(`${other}.`)))
    .map((path) => path.replace('data.config', 'data'))
    .sort();
}

function configAt({ config }: RuleSet, path: string): unknown {
  return valueAt({ config }, `/${path.split('.').slice(1).join('/')}`);
}
