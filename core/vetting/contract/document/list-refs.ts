import { textField } from './json-value.ts';
import { childrenOf, itemsOf, type Located } from './located.ts';

/** A `$ref` as it is written. */
export interface WrittenRef {
  readonly ref: string;
  /** The value of the key `$ref`. */
  readonly at: Located;
}

/** Keys whose own keys are names that authors choose, so that none of them is a keyword. */
const NAME_MAPS: ReadonlySet<string> = new Set([
  '$defs',
  'callbacks',
  'channels',
  'content',
  'definitions',
  'dependentSchemas',
  'headers',
  'messages',
  'operations',
  'parameters',
  'paths',
  'patternProperties',
  'properties',
  'responses',
  'schemas',
  'securitySchemes',
]);

/** Keys whose values are samples of data, where `$ref` means nothing. */
const DATA: ReadonlySet<string> = new Set(['const', 'default', 'enum', 'example', 'value']);

/** Every `$ref` of a document, samples of data left out. Values that aliases repeat are looked at once. */
export function listRefs(root: Located): WrittenRef[] {
  const found: WrittenRef[] = [];
  const seen = new Set<unknown>();
  const open: { readonly at: Located; readonly holdsNames: boolean }[] = [{ at: root, holdsNames: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, holdsNames } = next;
    if (typeof at.value !== 'object' || at.value === null || seen.has(at.value)) continue;
    seen.add(at.value);
    const ref = holdsNames ? undefined : textField(at.value, '$ref');
    if (ref !== undefined) found.push({ ref, at: { ...at, pointer: `${at.pointer}/$ref` } });
    for (const item of itemsOf(at)) open.push({ at: item, holdsNames: false });
    for (const [key, value] of childrenOf(at)) {
      const isData = !holdsNames && (DATA.has(key) || (key === 'examples' && Array.isArray(value.value)));
      if (!isData) open.push({ at: value, holdsNames: !holdsNames && NAME_MAPS.has(key) });
    }
  }
  return found.reverse();
}
