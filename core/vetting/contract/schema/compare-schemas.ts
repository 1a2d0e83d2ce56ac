import { onKey, onValue } from '@souk/model/finding/draft-finding.ts';
import { appendPointer } from '@souk/model/finding/json-pointer.ts';
import { compareAlternatives, compareAsUnion } from './compare-alternatives.ts';
import { compareProperties } from './compare-properties.ts';
import { compareValues } from './compare-values.ts';
import { describePointer } from './describe-pointer.ts';
import type { ChildPair, LocalDifference } from './level-comparison.ts';
import { areSameLeaves } from './same-leaves.ts';
import type { SchemaDifference } from './schema-difference.ts';
import type { SchemaNode } from './schema-node.ts';
import type { SchemaSource } from './schema-source.ts';
import { type SchemaView, viewSchema } from './schema-view.ts';
import { settleRefs } from './settle-refs.ts';

/** Two schemas that were compared, with those that stand under them: a graph, since schemas may name each other in circles. */
export interface ComparedPair {
  readonly differences: readonly SchemaDifference[];
  readonly children: readonly { readonly pair: ComparedPair; readonly hiddenIn: ChildPair['hiddenIn'] }[];
}

/** Thrown when a comparison would look at more pairs than settings allow. */
export class ComparisonTooLargeError extends Error {}

export type CompareSchemas = (before: SchemaNode, after: SchemaNode) => ComparedPair;

interface OpenPair {
  readonly before: SchemaNode;
  readonly after: SchemaNode;
  readonly differences: SchemaDifference[];
  readonly children: { pair: ComparedPair; hiddenIn: ChildPair['hiddenIn'] }[];
}

/**
 * Makes a comparison of the schemas of two versions. Each pair is looked at once however often it is used, so that the
 * cost follows the size of the documents and circles end.
 */
export function createSchemaComparison(
  before: SchemaSource,
  after: SchemaSource,
  mostPairs: number,
): CompareSchemas {
  const known = new Map<string, OpenPair>();
  const open: OpenPair[] = [];
  const views = [cacheViews(before), cacheViews(after)] as const;

  function pairOf(written: SchemaNode, writtenAfter: SchemaNode): OpenPair {
    const [a, b] = [settleRefs(written, before), settleRefs(writtenAfter, after)];
    const key = `${a.key}\n${b.key}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= mostPairs) throw new ComparisonTooLargeError(`more than ${mostPairs} pairs of schemas`);
    const pair: OpenPair = { before: a, after: b, differences: [], children: [] };
    known.set(key, pair);
    open.push(pair);
    return pair;
  }

  function fill(pair: OpenPair): void {
    if (areSameLeaves(pair.before, pair.after)) return;
    const [was, is] = [views[0](pair.before), views[1](pair.after)];
    const union = compareAsUnion(pair.before, was, pair.after, is);
    const levels =
      union === undefined
        ? [
            { differences: compareValues(was, is), children: itemPairs(was, is) },
            compareProperties(was, is),
            compareAlternatives(was, is),
          ]
        : [union];
    const place = placesOf(pair.before, was, pair.after, is);
    for (const { differences, children } of levels) {
      pair.differences.push(...differences.map(place));
      for (const { before, after, hiddenIn } of children) {
        pair.children.push({ pair: pairOf(before, after), hiddenIn });
      }
    }
  }

  return (a, b) => {
    const root = pairOf(a, b);
    for (let pair = open.pop(); pair !== undefined; pair = open.pop()) fill(pair);
    return root;
  };
}

function cacheViews(source: SchemaSource): (node: SchemaNode) => SchemaView {
  const views = new Map<string, SchemaView>();
  return (node) => {
    const known = views.get(node.key);
    if (known !== undefined) return known;
    const view = viewSchema(node, source);
    views.set(node.key, view);
    return view;
  };
}

function itemPairs(before: SchemaView, after: SchemaView): ChildPair[] {
  const longest = Math.max(before.prefixItems.length, after.prefixItems.length);
  return [
    { before: before.items, after: after.items },
    ...Array.from({ length: longest }, (_, i) => ({
      before: before.prefixItems[i] ?? before.items,
      after: after.prefixItems[i] ?? after.items,
    })),
  ].filter((pair) => pair.before.parts.length > 0 || pair.after.parts.length > 0);
}

/** Puts a difference where the later version has its keyword, and where that is gone, at what held it. */
function placesOf(
  before: SchemaNode,
  was: SchemaView,
  after: SchemaNode,
  is: SchemaView,
): (difference: LocalDifference) => SchemaDifference {
  const holder = after.parts[0] ?? before.parts[0];
  const subject = describePointer(holder?.pointer ?? '');
  return ({ aspect, effect, keyword, property, what, hiddenIn }) => {
    const written = is.placeOf(keyword);
    const fallback = was.placeOf(keyword) === undefined ? '' : appendPointer('', keyword);
    const pointer = written?.pointer ?? `${holder?.pointer ?? ''}${fallback}`;
    return {
      aspect,
      effect,
      file: written?.file ?? holder?.file ?? '',
      place: property === undefined ? onValue(pointer) : onKey(appendPointer(pointer, property)),
      subject: property === undefined ? subject : `${subject}.${property}`,
      what,
      hiddenIn,
    };
  };
}
