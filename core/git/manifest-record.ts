import type { CatalogRecord } from '@souk/model/catalog/catalog.ts';
import type { Problem } from '@souk/model/finding/draft-finding.ts';
import type { EntityKey, Manifest } from '@souk/model/manifest/manifest.ts';
import { type CheckedManifest, checkManifest } from '@souk/model/manifest/parse-manifest.ts';

/** A value that is read when it is needed. */
export interface ValueSource {
  readonly key: EntityKey;
  value(): unknown;
  mentions(id: string): boolean;
}

/** A record whose value is validated when it is first asked for. */
export class LazyRecord implements CatalogRecord {
  readonly path: string;
  readonly #source: ValueSource;
  #checked: CheckedManifest | undefined;

  constructor(path: string, source: ValueSource) {
    this.path = path;
    this.#source = source;
  }

  get key(): EntityKey {
    return this.#source.key;
  }

  get manifest(): Manifest | undefined {
    return this.#check().manifest;
  }

  get problems(): readonly Problem[] {
    return this.#check().problems;
  }

  mentions(id: string): boolean {
    return this.#source.mentions(id);
  }

  #check(): CheckedManifest {
    this.#checked ??= checkManifest(this.#source.value());
    return this.#checked;
  }
}

/** A record that says who it is but holds values that must not be used. */
export function unsafeRecord(path: string, key: EntityKey, problems: readonly Problem[]): CatalogRecord {
  return { key, path, manifest: undefined, problems, mentions: () => false };
}
