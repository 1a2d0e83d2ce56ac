import { canonicalText, field, listOf, textField } from '../document/json-value.ts';
import { child, type Located } from '../document/located.ts';
import type { Alternatives } from './flatten-schema.ts';
import type { ChildPair, LevelComparison, LocalDifference } from './level-comparison.ts';
import { type SchemaNode, schemaNode } from './schema-node.ts';
import type { SchemaView } from './schema-view.ts';

/**
 * A single form that grows into a list of forms, or a list that shrinks to one: the form is compared with the branch that it
 * corresponds to. Undefined where the schemas are not of this shape.
 */
export function compareAsUnion(
  beforeNode: SchemaNode,
  before: SchemaView,
  afterNode: SchemaNode,
  after: SchemaView,
): LevelComparison | undefined {
  const [was, is] = [before.alternatives, after.alternatives];
  if (was.length === 0 && is[0] !== undefined && is.length === 1 && after.onlyAlternatives) {
    return beforeNode.parts.length === 1
      ? compareLists(beforeNode.parts.map(unwrapSole), is[0].branches, false)
      : undefined;
  }
  if (is.length === 0 && was[0] !== undefined && was.length === 1 && before.onlyAlternatives) {
    return afterNode.parts.length === 1
      ? compareLists(was[0].branches, afterNode.parts.map(unwrapSole), false)
      : undefined;
  }
  return undefined;
}

/** A list of one form is that form. */
function unwrapSole(at: Located): Located {
  const keyword = ['oneOf', 'anyOf'].find((key) => listOf(field(at.value, key)).length === 1);
  return keyword === undefined ? at : child(child(at, keyword), 0);
}

/** Compares `oneOf` and `anyOf`, list by list. */
export function compareAlternatives(before: SchemaView, after: SchemaView): LevelComparison {
  const isTold = before.marks.has('discriminator') && after.marks.has('discriminator');
  const [was, is] = [before.alternatives, after.alternatives];
  const common = Math.min(was.length, is.length);
  const compared = is
    .slice(0, common)
    .map((group, i) => compareLists(was[i]?.branches ?? [], group.branches, isTold));
  return {
    differences: [
      ...compared.flatMap(({ differences }) => differences),
      ...is
        .slice(common)
        .map((group) => condition('narrower', group, 'must now satisfy one of several forms')),
      ...was
        .slice(common)
        .map((group) => condition('wider', group, 'need no longer satisfy one of several forms')),
    ],
    children: compared.flatMap(({ children }) => children),
  };
}

function condition(effect: 'narrower' | 'wider', { at }: Alternatives, what: string): LocalDifference {
  return { aspect: 'condition', effect, keyword: at.pointer.split('/').at(-1) ?? 'oneOf', what };
}

function compareLists(
  before: readonly Located[],
  after: readonly Located[],
  isTold: boolean,
): LevelComparison {
  const { pairs, gone, added } = matchBranches(before, after);
  const aspect = isTold ? 'told-alternative' : 'alternative';
  const difference = (effect: 'narrower' | 'wider', branch: Located, what: string): LocalDifference => ({
    aspect,
    effect,
    keyword: (effect === 'wider' ? branch : (after[0] ?? branch)).pointer.includes('/anyOf')
      ? 'anyOf'
      : 'oneOf',
    what: `${what} ${nameOf(branch)}`,
  });
  return {
    differences: [
      ...gone.map((branch) => difference('narrower', branch, 'no longer takes the form')),
      ...added.map((branch) => difference('wider', branch, 'can take the new form')),
    ],
    children: pairs,
  };
}

/** Branches belong together by their reference or title, then by equal text, then, of those left, by their type. */
function matchBranches(
  before: readonly Located[],
  after: readonly Located[],
): { pairs: ChildPair[]; gone: readonly Located[]; added: readonly Located[] } {
  const pairs: ChildPair[] = [];
  let gone = before;
  const added = new Set(after);
  for (const sign of [signByName, signByText, signByType]) {
    const candidates = Map.groupBy(added, sign);
    gone = gone.filter((branch) => {
      const name = sign(branch);
      const match = name === undefined ? undefined : candidates.get(name)?.shift();
      if (match === undefined) return true;
      pairs.push({ before: schemaNode([branch]), after: schemaNode([match]) });
      added.delete(match);
      return false;
    });
  }
  return { pairs, gone, added: [...added] };
}

function signByName({ value }: Located): string | undefined {
  return textField(value, '$ref') ?? textField(value, 'title');
}

function signByText({ value }: Located): string {
  return canonicalText(value);
}

function signByType({ value }: Located): string | undefined {
  if (textField(value, '$ref') !== undefined) return undefined;
  return canonicalText(field(value, 'type') ?? null);
}

function nameOf({ value, pointer }: Located): string {
  const name = signByName({ value, pointer, file: '' });
  return name?.split('/').at(-1) ?? `at ${pointer}`;
}
