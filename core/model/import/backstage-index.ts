import type { ImportNote } from './import-result.ts';
import type { SourceDocument } from './read-source.ts';
import { slug } from './slug.ts';
import type { SourceNode } from './source-node.ts';

/** Entities of a Backstage catalog by kind, with the look-ups that one entity needs about others. */
export class BackstageIndex {
  readonly #byKind: ReadonlyMap<string, readonly SourceDocument[]>;

  constructor(documents: readonly SourceDocument[]) {
    this.#byKind = Map.groupBy(documents, kindOf);
  }

  ofKind(kind: string): readonly SourceDocument[] {
    return this.#byKind.get(kind) ?? [];
  }

  named(kind: string, reference: string): SourceDocument | undefined {
    const wanted = entityName(reference).toLowerCase();
    return this.ofKind(kind).find(({ root }) => nameOf(root)?.toLowerCase() === wanted);
  }

  /** The business domain of a system: the one it names, else the system itself stands for it. */
  domainOf(system: string): string | undefined {
    const domain = this.named('System', system)?.root.at('spec', 'domain')?.text();
    return slug(entityName(domain ?? system));
  }
}

export function kindOf({ root }: SourceDocument): string {
  return root.get('kind')?.text() ?? '';
}

export function nameOf(root: SourceNode): string | undefined {
  return root.at('metadata', 'name')?.scalarText();
}

/** The name in an entity reference: `group:default/team-a`, `default/team-a` and `team-a` are one. */
export function entityName(reference: string): string {
  return reference.slice(Math.max(reference.lastIndexOf('/'), reference.lastIndexOf(':')) + 1);
}

/** Parts of every entity that say only that it is one. */
export function headerNodes(root: SourceNode): SourceNode[] {
  const namespace = root.at('metadata', 'namespace');
  const parts = [
    root.get('apiVersion'),
    root.get('kind'),
    namespace?.value === 'default' ? namespace : undefined,
  ];
  return parts.filter((node) => node !== undefined);
}

/** A note for each leaf of an entity that becomes part of others, apart from what they use of it. */
export function reportRest(
  { source, root }: SourceDocument,
  used: readonly (SourceNode | undefined)[],
  message: string,
): ImportNote[] {
  const known = [...headerNodes(root), ...used].flatMap(
    (node) => node?.leaves().map(({ pointer }) => pointer) ?? [],
  );
  return root
    .leaves()
    .filter(({ pointer }) => !known.includes(pointer))
    .map(({ pointer }) => ({ source, pointer, level: 'dropped', message }));
}
