import { fieldOf, textOf, textsOf } from './json-fields.ts';
import type { SbomFormat } from './sbom.ts';

/** What a document says it is. The version is as written, and may be one that nobody knows. */
export interface DeclaredFormat {
  readonly format: SbomFormat;
  readonly specVersion: string;
}

export type Encoding = 'json' | 'xml' | 'tag-value';

/** How a text is written, by its first characters. */
export function detectEncoding(text: string): Encoding | undefined {
  const start = text.trimStart();
  if (start.startsWith('{')) return 'json';
  if (start.startsWith('<')) return 'xml';
  return /^SPDXVersion:/m.test(start.slice(0, 10_000)) ? 'tag-value' : undefined;
}

/** By the fields that each format demands. */
export function detectJsonFormat(value: unknown): DeclaredFormat | undefined {
  const spdx2 = textOf(value, 'spdxVersion');
  if (spdx2 !== undefined) return { format: 'spdx', specVersion: spdx2.replace(/^SPDX-/, '') };
  const context = textsOf(value, '@context').find((address) => address.startsWith('https://spdx.org/rdf/'));
  if (context !== undefined) {
    return { format: 'spdx', specVersion: context.slice('https://spdx.org/rdf/'.length).split('/')[0] ?? '' };
  }
  const specVersion = textOf(value, 'specVersion');
  const claims = fieldOf(value, 'bomFormat') === 'CycloneDX';
  return claims && specVersion !== undefined ? { format: 'cyclonedx', specVersion } : undefined;
}

const CYCLONEDX_NAMESPACE = 'http://cyclonedx.org/schema/bom/';

/** By the namespace of the first element. */
export function detectXmlFormat(namespace: string): DeclaredFormat | undefined {
  return namespace.startsWith(CYCLONEDX_NAMESPACE)
    ? { format: 'cyclonedx', specVersion: namespace.slice(CYCLONEDX_NAMESPACE.length) }
    : undefined;
}
