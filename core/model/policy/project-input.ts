import type { RiskTier } from '../risk/risk.ts';
import type { PolicyInput } from './policy-input.ts';

/** The input of a rule, with the risk for rules that look at it. */
export type RuleInput = PolicyInput & { readonly risk?: { readonly tier: RiskTier } };

interface Branch {
  readonly [key: string]: Branch | 'whole';
}

/**
 * Cuts an input down to what a rule reads. A rule sees nothing else, so it says the same of the part as of the whole,
 * and of equal parts the same.
 *
 * @param reads what was traced of the rule: dotted paths such as `input.entity.license`
 */
export function createProjection(reads: readonly string[]): (input: RuleInput) => object {
  const paths = reads.filter((path) => path === 'input' || path.startsWith('input.'));
  if (paths.includes('input')) return (input) => input;
  // What is the same for all entities goes with the question, not with the item.
  const own = paths.map((path) => path.split('.').slice(1)).filter(([first]) => !isSurrounding(first));
  const tree = mergePaths(own);
  return (input) => cut(input, tree);
}

/** Whether a rule looks at the risk of the entity. */
export function readsRisk(reads: readonly string[]): boolean {
  return reads.some((path) => path === 'input' || path === 'input.risk' || path.startsWith('input.risk.'));
}

/** Whether a rule looks at what the manifest names. */
export function readsReferences(reads: readonly string[]): boolean {
  return reads.some((path) => path === 'input' || path === 'input.refs' || path.startsWith('input.refs.'));
}

/** The entity as it is, as if something else about it had just been edited. */
export function asEdited(input: RuleInput): RuleInput {
  return { ...input, before: input.entity, change: { type: 'modified', attachments: [] } };
}

function isSurrounding(name: string | undefined): boolean {
  return name === 'now' || name === 'settings';
}

function mergePaths(paths: readonly (readonly string[])[]): Branch {
  const groups = Map.groupBy(paths, ([first]) => first ?? '');
  return Object.fromEntries(
    [...groups].map(([first, group]) => {
      const rests = group.map((path) => path.slice(1));
      return [first, rests.some((rest) => rest.length === 0) ? 'whole' : mergePaths(rests)];
    }),
  );
}

/** What is no mapping has nothing at any key, so it can be left out. */
function cut(value: object, tree: Branch): object {
  const part: Record<string, unknown> = {};
  for (const key of Object.keys(tree)) {
    if (!Object.hasOwn(value, key)) continue;
    const child = (value as Readonly<Record<string, unknown>>)[key];
    const branch = tree[key] as Branch | 'whole';
    if (branch === 'whole') part[key] = child;
    else if (isMapping(child)) part[key] = cut(child, branch);
  }
  return part;
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
