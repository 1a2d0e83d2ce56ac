import type { NoteLevel } from './import-result.ts';
import type { SourceNode } from './source-node.ts';

/**
 * A value of a manifest that stands for places of the source. Only through this can a place count as
 * mapped; when the value does not make it into the manifest, the places count as left over again.
 */
export class Mapped {
  readonly value: unknown;
  readonly nodes: readonly SourceNode[];
  readonly remark: { readonly level: NoteLevel; readonly message: string } | undefined;

  constructor(value: unknown, nodes: readonly SourceNode[], remark?: Mapped['remark']) {
    this.value = value;
    this.nodes = nodes;
    this.remark = remark;
  }
}

export function mapped(value: unknown, ...nodes: SourceNode[]): Mapped {
  return new Mapped(value, nodes);
}

/** A value that says less, or other, than its source. */
export function lossy(value: unknown, node: SourceNode, message: string): Mapped {
  return new Mapped(value, [node], { level: 'mapped-with-loss', message });
}

/** A value that is partly a guess. */
export function guessed(value: unknown, node: SourceNode, message: string): Mapped {
  return new Mapped(value, [node], { level: 'assumed', message });
}

/** A tree of plain values and `Mapped` ones, without the fields that are undefined. */
export function fields(tree: Record<string, unknown>): Record<string, unknown> | undefined {
  const present = Object.entries(tree).filter(([, value]) => value !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}

/** A list without the items that could not be mapped; undefined when none could. */
export function list(items: readonly unknown[]): unknown[] | undefined {
  const present = items.filter((item) => item !== undefined);
  return present.length === 0 ? undefined : present;
}
