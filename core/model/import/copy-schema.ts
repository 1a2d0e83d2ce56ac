import { parsePointer } from '../finding/json-pointer.ts';
import { mapped } from './mapped.ts';
import { reasonToWithhold } from './secret-likeness.ts';
import type { SourceNode } from './source-node.ts';

export interface CopySchemaOptions {
  /** Properties of the outermost object that are left out. */
  readonly withoutProperties?: ReadonlySet<string | undefined>;
  /** Keys of the outermost object that are left out. */
  readonly withoutKeys?: readonly string[];
}

/** A JSON Schema leaf by leaf, without examples and without the defaults of secrets. */
export function copySchema(schema: SourceNode, options: CopySchemaOptions = {}): Record<string, unknown> {
  const entries = schema.entries().filter(([key]) => options.withoutKeys?.includes(key) !== true);
  return Object.fromEntries(
    entries.flatMap(([key, child]): [string, unknown][] => {
      const without = options.withoutProperties;
      const copy =
        without === undefined
          ? copyPart(child)
          : key === 'properties'
            ? copyWithout(child, without)
            : copyNames(key, child, without);
      return copy === undefined ? [] : [[key, copy]];
    }),
  );
}

function copyWithout(properties: SourceNode, names: ReadonlySet<string | undefined>): unknown {
  return Object.fromEntries(
    properties.entries().flatMap(([name, child]): [string, unknown][] => {
      const copy = names.has(name) ? undefined : copyPart(child);
      return copy === undefined ? [] : [[name, copy]];
    }),
  );
}

/** A list of required names must not name a property that is gone. */
function copyNames(key: string, node: SourceNode, names: ReadonlySet<string | undefined>): unknown {
  if (key !== 'required' || !node.isList) return copyPart(node);
  const kept = node.items().filter(({ value }) => !names.has(value as string));
  return kept.length === 0 ? undefined : kept.map(copyPart);
}

function copyPart(node: SourceNode): unknown {
  if (node.isList && node.items().length > 0)
    return node
      .items()
      .map(copyPart)
      .filter((item) => item !== undefined);
  if (node.entries().length > 0)
    return Object.fromEntries(
      node
        .entries()
        .map(([key, child]) => [key, copyPart(child)] as const)
        .filter(([, copy]) => copy !== undefined),
    );
  return reasonToWithhold(parsePointer(node.pointer), node.value) === undefined
    ? mapped(node.value, node)
    : undefined;
}
