import type { CatalogRecord } from '@souk/model/catalog/catalog.ts';
import type { Problem } from '@souk/model/finding/draft-finding.ts';
import { type EntityKey, type Manifest, sameKey } from '@souk/model/manifest/manifest.ts';
import {
  type CheckedManifest,
  checkManifest,
  readManifestBytes,
} from '@souk/model/manifest/parse-manifest.ts';

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

/** A manifest of which only the key was looked for; the rest is read when it is first asked for. */
export class ScannedRecord implements CatalogRecord {
  readonly path: string;
  readonly key: EntityKey;
  readonly #bytes: Buffer;
  #checked: CheckedManifest | undefined;

  constructor(path: string, key: EntityKey, bytes: Buffer) {
    this.path = path;
    this.key = key;
    this.#bytes = bytes;
  }

  get manifest(): Manifest | undefined {
    return this.#check().manifest;
  }

  get problems(): readonly Problem[] {
    return this.#check().problems;
  }

  /** A text with a backslash may spell an id in another way. */
  mentions(id: string): boolean {
    return this.#bytes.includes(id) || this.#bytes.includes('\\');
  }

  #check(): CheckedManifest {
    this.#checked ??= readAndCheck(this.#bytes, this.key);
    return this.#checked;
  }
}

function readAndCheck(bytes: Uint8Array, expected: EntityKey): CheckedManifest {
  const { key, value, problems } = readManifestBytes(bytes);
  const isUsable = key !== undefined && sameKey(key, expected) && problems.length === 0;
  return isUsable ? checkManifest(value) : { problems };
}

/** A record that says who it is but holds values that must not be used. */
export function unsafeRecord(path: string, key: EntityKey, problems: readonly Problem[]): CatalogRecord {
  return { key, path, manifest: undefined, problems, mentions: () => false };
}
