import { field } from '../document/json-value.ts';
import type { ChildPair, LevelComparison, LocalDifference } from './level-comparison.ts';
import type { SchemaNode } from './schema-node.ts';
import type { SchemaView } from './schema-view.ts';

/** Properties that came, went, became required or optional; those that stayed are compared as children. */
export function compareProperties(before: SchemaView, after: SchemaView): LevelComparison {
  return {
    differences: [
      ...compareNames(before, after),
      ...compareRequired(before, after),
      ...compareAdditional(before, after),
    ],
    children: [
      ...stayed(before.properties, after.properties),
      ...stayed(before.patternProperties, after.patternProperties),
      ...(before.additional === 'closed' || after.additional === 'closed'
        ? []
        : [{ before: before.additional, after: after.additional }]),
    ].filter((pair) => pair.before.parts.length > 0 || pair.after.parts.length > 0),
  };
}

function stayed(
  before: ReadonlyMap<string, SchemaNode>,
  after: ReadonlyMap<string, SchemaNode>,
): ChildPair[] {
  return [...after].flatMap(([name, node]) => {
    const was = before.get(name);
    if (was === undefined) return [];
    const isReadOnly = isMarked(node, 'readOnly') && isMarked(was, 'readOnly');
    return [{ before: was, after: node, hiddenIn: isReadOnly ? 'request' : hiddenAs(was, 'writeOnly') }];
  });
}

/** The direction in which a property with this mark is not there. */
function hiddenAs(
  node: SchemaNode | undefined,
  ...marks: readonly ('readOnly' | 'writeOnly')[]
): ChildPair['hiddenIn'] {
  const mark = marks.find((candidate) => isMarked(node, candidate));
  return mark === undefined ? undefined : mark === 'readOnly' ? 'request' : 'response';
}

function isMarked(node: SchemaNode | undefined, mark: 'readOnly' | 'writeOnly'): boolean {
  return node?.parts.some(({ value }) => field(value, mark) === true) ?? false;
}

function compareNames(before: SchemaView, after: SchemaView): LocalDifference[] {
  const gone = [...before.properties].filter(([name]) => !after.properties.has(name));
  const added = [...after.properties].filter(([name]) => !before.properties.has(name));
  const hidden = [...after.properties].filter(([name, node]) => {
    const was = before.properties.get(name);
    return was !== undefined && isMarked(node, 'writeOnly') && !isMarked(was, 'writeOnly');
  });
  const removal = after.additional === 'closed' ? 'closed-property' : 'property';
  return [
    ...gone.map(([property, node]) => ({
      ...difference(removal, 'narrower', property, 'is removed'),
      hiddenIn: hiddenAs(node, 'readOnly', 'writeOnly'),
    })),
    ...added.map(([property]) => difference('property', 'wider', property, 'is added')),
    ...hidden.map(([property]) =>
      difference('write-only', 'other', property, 'is no longer sent: it becomes writeOnly'),
    ),
  ];
}

function difference(
  aspect: LocalDifference['aspect'],
  effect: LocalDifference['effect'],
  property: string,
  what: string,
): LocalDifference {
  return { aspect, effect, keyword: 'properties', property, what };
}

function compareRequired(before: SchemaView, after: SchemaView): LocalDifference[] {
  const stays = (name: string): boolean => after.properties.has(name) || !before.properties.has(name);
  const about = (name: string, effect: 'narrower' | 'wider', what: string): LocalDifference => ({
    ...difference('required', effect, name, what),
    keyword: 'required',
    hiddenIn: hiddenAs(after.properties.get(name), 'readOnly', 'writeOnly'),
  });
  return [
    ...[...after.required]
      .filter((name) => !before.required.has(name))
      .map((name) => about(name, 'narrower', 'becomes required')),
    ...[...before.required]
      .filter((name) => !after.required.has(name) && stays(name))
      .map((name) => about(name, 'wider', 'is no longer always there')),
  ];
}

function compareAdditional(before: SchemaView, after: SchemaView): LocalDifference[] {
  const isClosed = after.additional === 'closed';
  if (isClosed === (before.additional === 'closed')) return [];
  return [
    {
      aspect: 'additional',
      effect: isClosed ? 'narrower' : 'wider',
      keyword: 'additionalProperties',
      what: isClosed
        ? 'no longer takes properties that it does not name'
        : 'takes properties that it does not name',
    },
  ];
}
