import { validatorOf } from '@souk/schemas/generated/validators.js';
import { appendPointer, parsePointer, valueAt } from '../finding/json-pointer.ts';
import { surest } from '../finding/suggest.ts';
import type { DraftFix } from '../finding/write-fix.ts';
import type { Kind } from './manifest.ts';

/** Mends that leave the schema nothing more to say about their place; undefined when none is certain. */
export interface CertainFixes {
  /** Another name for a field that the mapping at a pointer cannot have. */
  rename(pointer: string, field: string, known: readonly string[]): DraftFix | undefined;
  /** Another word for one that is not among those allowed. */
  reword(pointer: string, word: unknown, allowed: readonly string[]): DraftFix | undefined;
  /** Quotes around a number or a truth value that should be text. */
  quote(pointer: string, value: unknown): DraftFix | undefined;
}

/** Each mend that is tried costs a validation; no author needs more of them at once. */
const MOST_TRIED = 20;

export function createCertainFixes(kind: Kind, manifest: unknown): CertainFixes {
  const validate = validatorOf[kind];
  let tried = 0;
  const isMended = (place: string, mend: (copy: unknown) => void): boolean => {
    tried += 1;
    if (tried > MOST_TRIED) return false;
    const copy = structuredClone(manifest);
    mend(copy);
    if (validate(copy)) return true;
    return (validate.errors ?? []).every(
      ({ instancePath }) => instancePath !== place && !instancePath.startsWith(`${place}/`),
    );
  };
  return {
    rename(pointer, field, known) {
      const name = surest(field, known);
      if (name === undefined || hasField(valueAt(manifest, pointer), name)) return undefined;
      const fits = isMended(appendPointer(pointer, name), (copy) =>
        renameField(valueAt(copy, pointer), field, name),
      );
      return fits ? { replace: field, by: name } : undefined;
    },
    reword(pointer, word, allowed) {
      const meant = typeof word === 'string' ? surest(word, allowed) : undefined;
      if (meant === undefined) return undefined;
      return isMended(pointer, (copy) => replaceValue(copy, pointer, meant))
        ? { replace: String(word), by: meant }
        : undefined;
    },
    quote(pointer, value) {
      if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
      return isMended(pointer, (copy) => replaceValue(copy, pointer, String(value)))
        ? { quote: true }
        : undefined;
    },
  };
}

function hasField(mapping: unknown, name: string): boolean {
  return isObject(mapping) && Object.hasOwn(mapping, name);
}

function renameField(mapping: unknown, from: string, to: string): void {
  if (!isObject(mapping)) return;
  mapping[to] = mapping[from];
  delete mapping[from];
}

function replaceValue(root: unknown, pointer: string, value: string): void {
  const name = parsePointer(pointer).at(-1);
  const parent = valueAt(root, pointer.slice(0, pointer.lastIndexOf('/')));
  if (name !== undefined && isObject(parent)) parent[name] = value;
}

/** Lists are among them: their items have names too. */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
