import { parsePointer } from '../finding/json-pointer.ts';
import { checkValues } from '../manifest/check-values.ts';
import { reasonToWithhold } from './secret-likeness.ts';
import type { SourceNode } from './source-node.ts';

/** Limits of the field `annotations`, after entry.schema.json. */
const MOST_ANNOTATIONS = 100;
const LONGEST_KEY = 200;

export interface Settlement {
  readonly annotations: Record<string, unknown>;
  readonly drops: readonly { readonly pointer: string; readonly message: string }[];
}

/** Finds a place for the leaves that no field of the manifest took: an annotation each, or a note. */
export function settleLeftovers(
  leaves: readonly SourceNode[],
  present: Record<string, unknown>,
  withheld: ReadonlySet<string>,
): Settlement {
  const annotations = { ...present };
  const drops: { pointer: string; message: string }[] = [];
  for (const leaf of leaves) {
    const key = `import${leaf.pointer}`;
    const reason =
      (withheld.has(leaf.pointer) ? 'a manifest holds no secret values' : whyNotKept(leaf, key)) ??
      whyNoRoom(key, annotations);
    if (reason === undefined) annotations[key] = leaf.value;
    else drops.push({ pointer: leaf.pointer, message: `Not in the manifest: ${reason}.` });
  }
  return { annotations, drops };
}

function whyNotKept(leaf: SourceNode, key: string): string | undefined {
  const { value } = leaf;
  if (value === null || typeof value === 'object') return 'it is empty';
  if (checkValues(value).length > 0) return 'it is a number that cannot be kept exactly';
  if (checkValues(key).length > 0) return 'its name holds invisible characters';
  return reasonToWithhold(parsePointer(leaf.pointer), value);
}

function whyNoRoom(key: string, annotations: Record<string, unknown>): string | undefined {
  if (key.length > LONGEST_KEY) return 'no field fits, and its path is too long for an annotation';
  if (Object.hasOwn(annotations, key)) return 'no field fits, and its annotation is taken';
  return Object.keys(annotations).length >= MOST_ANNOTATIONS
    ? 'no field fits, and the annotations are full'
    : undefined;
}
