import { appendPointer } from '@souk/model/finding/json-pointer.ts';
import { applyPatch, createPatch, type Operation } from 'rfc6902';

/** One case of a rule: its input, as a difference from a usual one, and what OPA itself says of it. */
export interface RecordedCase {
  readonly name: string;
  /** Name of the usual input that the patch starts from; without one it starts from nothing. */
  readonly base?: string;
  readonly patch: readonly Operation[];
  readonly violations: readonly unknown[];
}

export interface RecordedRule {
  readonly id: string;
  readonly config: unknown;
  readonly cases: readonly RecordedCase[];
}

/** `bundle/cases.json`: lets a machine without OPA see that the engine says what OPA says. */
export interface RecordedCases {
  readonly bases: Readonly<Record<string, unknown>>;
  readonly rules: readonly RecordedRule[];
}

type Fields = Readonly<Record<string, unknown>>;

/** The input of a recorded case. */
export function inputOf({ base, patch }: RecordedCase, { bases }: RecordedCases): unknown {
  const input = base === undefined ? {} : structuredClone(bases[base]);
  const failure = applyPatch(input, structuredClone([...patch])).find((error) => error !== null);
  if (failure !== undefined) throw failure;
  return input;
}

/** An input as its difference from the usual input of its kind. */
export function shortenInput(
  input: unknown,
  bases: Readonly<Record<string, unknown>>,
): Pick<RecordedCase, 'base' | 'patch'> {
  const entries = Object.entries(bases) as [string, Fields][];
  const kind = kindOf(input as Fields);
  const [base, fields] = entries.find(([, candidate]) => kindOf(candidate) === kind) ?? entries[0] ?? [];
  if (base === undefined || fields === undefined) return { patch: patchFields({}, input as Fields) };
  return { base, patch: patchFields(fields, input as Fields) };
}

function kindOf({ entity }: Fields): unknown {
  return (entity as { readonly kind?: unknown } | null | undefined)?.kind;
}

/** Field by field, each changed or replaced as a whole, whichever is shorter. */
function patchFields(base: Fields, input: Fields): Operation[] {
  const names = new Set([...Object.keys(base), ...Object.keys(input)]);
  // What an entity was before is told from the usual entity: it has to be copied before that is changed.
  const ordered = [...names].sort(
    (a, b) => Number(b === 'before') - Number(a === 'before') || (a < b ? -1 : 1),
  );
  return ordered.flatMap((name) => {
    const candidates = [createPatch(pick(base, name), pick(input, name))];
    if (Object.hasOwn(base, name) && Object.hasOwn(input, name)) {
      candidates.push([{ op: 'replace', path: appendPointer('', name), value: input[name] }]);
    }
    if (name === 'before' && isObject(input[name]) && Object.hasOwn(base, 'entity')) {
      const copied = createPatch({ before: base['entity'] }, { before: input[name] });
      candidates.push([{ op: 'copy', from: '/entity', path: '/before' }, ...copied]);
    }
    return candidates.reduce((best, candidate) => (sizeOf(candidate) < sizeOf(best) ? candidate : best));
  });
}

function pick(fields: Fields, name: string): Fields {
  return Object.hasOwn(fields, name) ? { [name]: fields[name] } : {};
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sizeOf(patch: readonly Operation[]): number {
  return patch.length === 0 ? 0 : JSON.stringify(patch).length;
}

/** The recording as JSON that reads well in a diff: one case a line. */
export function renderCases({ bases, rules }: RecordedCases): string {
  const blocks = rules.map(({ id, config, cases }) => {
    const head = JSON.stringify({ id, config }).slice(0, -1);
    return `${head},"cases":[\n${cases.map((recorded) => JSON.stringify(recorded)).join(',\n')}\n]}`;
  });
  return `{"bases":${JSON.stringify(bases, undefined, 1)},\n"rules":[\n${blocks.join(',\n')}\n]}\n`;
}
