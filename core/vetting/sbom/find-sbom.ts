import type { Entry } from '@souk/model/manifest/manifest.ts';
import { present } from './json-fields.ts';
import type { SbomFormat } from './sbom.ts';

/** Where the bill of materials of an entry lies. */
export type SbomSource =
  | { readonly at: 'file'; readonly name: string; readonly declared: DeclaredSbom }
  | { readonly at: 'url'; readonly url: string; readonly declared: DeclaredSbom }
  /** Attached to the artifact in its registry. */
  | { readonly at: 'referrer'; readonly artifact: string }
  /** Beside the manifest under a name that such documents have, though the manifest does not name it. */
  | { readonly at: 'unnamed-file'; readonly name: string };

/** What the manifest says of the document. */
export interface DeclaredSbom {
  /** The field that names it. */
  readonly pointer: string;
  /** `sha256:` or `sha512:` and hex. */
  readonly digest?: string;
  readonly format?: SbomFormat;
}

/** Names that generators and their manuals give the document. */
const usualNames = [
  'sbom.cdx.json',
  'sbom.cdx.xml',
  'sbom.spdx.json',
  'sbom.spdx',
  'sbom.json',
  'bom.json',
  'bom.xml',
];

/**
 * Where to look, by the manifest; undefined when there is no place to look.
 *
 * @param files names of the files beside the manifest
 */
export function findSbom(entry: Entry, files: ReadonlySet<string>): SbomSource | undefined {
  const { sbom } = entry;
  if (typeof sbom === 'string') return sourceOf(sbom, { pointer: '/sbom' });
  const told = present({ digest: sbom?.digest, format: sbom?.format });
  if (sbom?.path !== undefined) return sourceOf(sbom.path, { pointer: '/sbom/path', ...told });
  if (sbom?.url !== undefined) return sourceOf(sbom.url, { pointer: '/sbom/url', ...told });
  const name = usualNames.find((usual) => files.has(usual));
  if (name !== undefined) return { at: 'unnamed-file', name };
  const artifact = entry.artifact?.ref;
  return artifact?.includes('@sha256:') ? { at: 'referrer', artifact } : undefined;
}

function sourceOf(text: string, declared: DeclaredSbom): SbomSource {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? { at: 'url', url: text, declared }
    : { at: 'file', name: text.replace(/^\.\//, ''), declared };
}

/** The field of the manifest that a source comes from. */
export function pointerOf(source: SbomSource): string {
  switch (source.at) {
    case 'file':
    case 'url':
      return source.declared.pointer;
    case 'referrer':
      return '/artifact/ref';
    case 'unnamed-file':
      return '';
  }
}
