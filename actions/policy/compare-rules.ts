import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';

/** What a build changed in the rules. */
export interface RuleChanges {
  readonly added: readonly PolicyRule[];
  readonly removed: readonly PolicyRule[];
  readonly changed: readonly { readonly rule: PolicyRule; readonly because: readonly string[] }[];
}

/** The rules of a bundle, with the digest of each of its sources. */
export interface KnownRules {
  readonly rules: readonly PolicyRule[];
  readonly sources: Readonly<Record<string, string>>;
}

/** Metadata whose values are short enough to be told. */
const told = ['level', 'stage', 'enforceFrom', 'owner', 'kinds'] as const;
const named = ['title', 'description', 'message', 'remediation', 'suggest'] as const;

/** How the rules of a bundle differ from those of the one before it, and why. */
export function compareRules(before: KnownRules, after: KnownRules): RuleChanges {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const ids = new Set(after.rules.map(({ id }) => id));
  return {
    added: after.rules.filter(({ id }) => !old.has(id)),
    removed: before.rules.filter(({ id }) => !ids.has(id)),
    changed: after.rules.flatMap((rule) => {
      const previous = old.get(rule.id);
      if (previous === undefined) return [];
      const because = reasons(previous, rule, before.sources, after.sources);
      return because.length === 0 ? [] : [{ rule, because }];
    }),
  };
}

function reasons(
  previous: PolicyRule,
  rule: PolicyRule,
  before: KnownRules['sources'],
  after: KnownRules['sources'],
): string[] {
  const metadata = [
    ...told
      .filter((field) => String(previous[field]) !== String(rule[field]))
      .map((field) => `${field} ${previous[field] ?? 'none'} → ${rule[field] ?? 'none'}`),
    ...named.filter((field) => JSON.stringify(previous[field]) !== JSON.stringify(rule[field])),
  ];
  if (previous.digest === rule.digest) return metadata;
  const changedSources = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (path) => before[path] !== after[path],
  );
  const libraries = changedSources.filter((path) => path.startsWith('lib/') && !path.endsWith('_test.rego'));
  const data = changedSources.filter((path) => path.startsWith('data/') && readsFile(rule, path));
  const own = changedSources.includes(rule.source) && metadata.length === 0 ? ['its Rego'] : [];
  return [...metadata, ...own, ...libraries, ...data];
}

function readsFile({ reads }: PolicyRule, path: string): boolean {
  const config = `data.config.${/^data\/(.+)\.ya?ml$/.exec(path)?.[1]}`;
  return reads.some((read) => read === 'data.config' || read === config || read.startsWith(`${config}.`));
}
