import type { PolicyInput } from '@souk/model/policy/policy-input.ts';
import { pickHostileValue, prototypeNames } from './hostile-values.ts';
import type { SeededRandom } from './seeded-random.ts';

/** An input with something odd in it, and what that is. */
export interface HostileInput {
  readonly name: string;
  readonly input: PolicyInput;
}

type Node = Record<string, unknown>;

/** Where the odd things are put: mostly into the manifest. */
const parts = [
  'entity',
  'entity',
  'entity',
  'entity',
  'entity',
  'refs',
  'before',
  'evidence',
  'change',
] as const;

/** Fields that decide whether, and how, an entry without a license is judged. */
const untouchable = new Set(['kind', 'lifecycle', 'license']);

/** Makes one to three places of an input odd. */
export function makeHostile(base: PolicyInput, random: SeededRandom): HostileInput {
  const input = structuredClone(base) as unknown as Node;
  const names = Array.from({ length: 1 + random.below(3) }, () => {
    const part = random.pick(parts);
    const { name, value } = pickHostileValue(random);
    if (random.below(12) === 0) input[part] = value;
    else alter(input[part], value, random);
    return `${name} in ${part}`;
  });
  return { name: names.join(', '), input: input as unknown as PolicyInput };
}

/** Makes an input odd without touching what the violation of an unlicensed entry depends on. */
export function makeHostileUnlicensed(base: PolicyInput, random: SeededRandom): HostileInput {
  const input = structuredClone(base);
  const entity = input.entity as unknown as Node;
  delete entity['license'];
  const names = Array.from({ length: 1 + random.below(3) }, () => {
    const { name, value } = pickHostileValue(random);
    const fields = Object.keys(entity).filter((field) => !untouchable.has(field));
    const field = random.below(8) === 0 ? random.pick(prototypeNames) : random.pick(fields);
    // What is not its own is that of all objects, and not to be altered.
    if (random.below(3) === 0 || !Object.hasOwn(entity, field)) set(entity, field, value);
    else alter(entity[field], value, random);
    return `${name} in ${field}`;
  });
  return { name: names.join(', '), input };
}

/** Replaces, adds, removes, doubles or renames something within a value. */
function alter(root: unknown, value: unknown, random: SeededRandom): void {
  let node = root;
  while (isNode(node)) {
    const children = Object.keys(node);
    const key = children.length === 0 ? undefined : random.pick(children);
    const child = key === undefined ? undefined : node[key];
    if (key !== undefined && isNode(child) && random.below(3) > 0) {
      node = child;
      continue;
    }
    change(node, key, value, random);
    return;
  }
}

function change(node: Node, key: string | undefined, value: unknown, random: SeededRandom): void {
  switch (random.below(6)) {
    case 0:
      if (key !== undefined && !Array.isArray(node)) delete node[key];
      break;
    case 1:
      if (key !== undefined && !Array.isArray(node)) {
        set(node, random.pick([...prototypeNames, 'a/b', '~', '']), node[key]);
        delete node[key];
      }
      break;
    case 2:
      if (Array.isArray(node)) node.push(...node.slice(0, 3), value);
      else set(node, random.pick(prototypeNames), value);
      break;
    default:
      if (key !== undefined) set(node, key, value);
  }
}

/** As JSON does it: `__proto__` is a key like any other. */
function set(node: Node, key: string, value: unknown): void {
  Object.defineProperty(node, key, { value, writable: true, enumerable: true, configurable: true });
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
