import type { EntityRecord } from './entity-record.ts';
import { type AccessBySource, maySee, type SourceAccess } from './source-access.ts';
import type { Viewer } from './viewer.ts';

/** The entities that come from other catalogs, by the source they came by, and who may see them. */
export class SourceGroups {
  readonly #sources = new Map<number, string>();
  readonly #numbers = new Map<string, Set<number>>();
  #access: AccessBySource = new Map();

  setAccess(access: AccessBySource): void {
    this.#access = access;
  }

  accessOf(sourceId: string): SourceAccess | undefined {
    return this.#access.get(sourceId);
  }

  put(number: number, { sourceId }: EntityRecord): void {
    this.remove(number);
    if (sourceId === undefined) return;
    this.#sources.set(number, sourceId);
    const group = this.#numbers.get(sourceId);
    if (group === undefined) this.#numbers.set(sourceId, new Set([number]));
    else group.add(number);
  }

  remove(number: number): void {
    const sourceId = this.#sources.get(number);
    if (sourceId === undefined) return;
    this.#sources.delete(number);
    const group = this.#numbers.get(sourceId);
    group?.delete(number);
    if (group?.size === 0) this.#numbers.delete(sourceId);
  }

  /** Whether a viewer may see an entity; undefined when nothing at all is hidden from them, which costs nothing. */
  filterFor(viewer: Viewer): ((number: number) => boolean) | undefined {
    const hidden = this.#hiddenSources(viewer);
    if (hidden.size === 0) return undefined;
    return (number) => {
      const sourceId = this.#sources.get(number);
      return sourceId === undefined || !hidden.has(sourceId);
    };
  }

  /** The numbers of all entities that a viewer may not see. */
  hiddenFrom(viewer: Viewer): number[] {
    return [...this.#hiddenSources(viewer)].flatMap((id) => [...(this.#numbers.get(id) ?? [])]);
  }

  #hiddenSources(viewer: Viewer): ReadonlySet<string> {
    if (viewer === 'everything') return new Set();
    return new Set([...this.#numbers.keys()].filter((id) => !maySee(viewer, this.#access.get(id))));
  }
}
