import type { PolicyInput } from '@souk/model/policy/policy-input.ts';
import fc from 'fast-check';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Inputs that nobody wrote: each field of the manifest, and each reference, is that of some recorded input of the same
 * kind, or is missing; now and then a text is written a little differently.
 */
export function crossInputs(recorded: readonly PolicyInput[]): fc.Arbitrary<PolicyInput> {
  const byKind = Map.groupBy(recorded, ({ entity }) => entity.kind);
  const ofKinds = [...byKind].map(([kind, inputs]) =>
    fc
      .record({
        entity: crossFields(inputs.map(({ entity }) => entity as unknown as Fields)),
        before: crossFields(
          inputs.flatMap(({ before }) => (before === null ? [] : [before as unknown as Fields])),
        ),
        refs: crossFields(inputs.map(({ refs }) => refs as unknown as Fields)),
        change: fc.constantFrom(...inputs.map(({ change }) => change)),
        evidence: fc.constantFrom(...inputs.map(({ evidence }) => evidence)),
        isNew: fc.boolean(),
      })
      .map(({ entity, before, isNew, ...rest }) => ({
        ...rest,
        entity: { ...entity, kind },
        before: isNew ? null : { ...before, kind },
      })),
  );
  return fc.oneof(...ofKinds) as unknown as fc.Arbitrary<PolicyInput>;
}

/** A value of each field, of different objects or of none. */
function crossFields(objects: readonly Fields[]): fc.Arbitrary<Fields> {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))].sort();
  const fields = names.map((name) => {
    const values = objects.flatMap((object) => (Object.hasOwn(object, name) ? [object[name]] : []));
    return [name, fc.constantFrom(...values).chain(twistTexts)] as const;
  });
  return fc.record(Object.fromEntries(fields), { requiredKeys: [], noNullPrototype: true });
}

/** The value, or one of its texts changed. */
function twistTexts(value: unknown): fc.Arbitrary<unknown> {
  const twist = fc.constantFrom(...twists);
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant(value) },
    { weight: 1, arbitrary: fc.tuple(twist, fc.nat()).map(([apply, at]) => twistAt(value, at, apply)) },
  );
}

const twists: readonly ((text: string) => string)[] = [
  (text) => text.toUpperCase(),
  (text) => ` ${text}\u00a0`,
  (text) => `${text}.`,
  (text) => `${text}ÉßİŁ😀`,
  (text) => text.slice(0, 1),
  (text) => `${text}/${text}~`,
  (text) => text.replace(/\d/g, '0'),
  () => '',
];

/** Changes the text at this place, counted through the whole value. */
function twistAt(value: unknown, at: number, twist: (text: string) => string): unknown {
  const total = countTexts(value);
  let left = total === 0 ? -1 : at % total;
  const visit = (node: unknown): unknown => {
    if (typeof node === 'string') return left-- === 0 ? twist(node) : node;
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child)]));
  };
  return visit(value);
}

function countTexts(value: unknown): number {
  if (typeof value === 'string') return 1;
  return typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce<number>((sum, child) => sum + countTexts(child), 0);
}
