import type { Place } from '@souk/model/finding/draft-finding.ts';

export type SbomFormat = 'cyclonedx' | 'spdx';

/** Lower-case hex by algorithm, which is written as `sha256`, `sha512`, `md5` and so on. */
export type Hashes = Readonly<Record<string, string>>;

/** What a bill of materials is about. */
export interface SbomSubject {
  readonly ref: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly supplier?: string;
  readonly hashes: Hashes;
  /** The component in the document. */
  readonly place: Place;
}

export interface SbomComponent {
  /** What names it within the document, as in `dependencies`. */
  readonly ref: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  /** Set by few tools, and only where the National Vulnerability Database knows the product. */
  readonly cpe?: string;
  /** SPDX expressions, or the names that the document gives licences outside the SPDX list. */
  readonly licenses: readonly string[];
  readonly hashes: Hashes;
  readonly supplier?: string;
  /** `library`, `application`, `container` and so on, in the words of CycloneDX. */
  readonly type?: string;
  readonly scope?: 'required' | 'optional' | 'excluded';
  /** When it was released, as an ISO timestamp. */
  readonly published?: string;
  /** The component in the document. */
  readonly place: Place;
}

/** A bill of materials in one form, whichever format it was written in. */
export interface Sbom {
  readonly format: SbomFormat;
  readonly specVersion: string;
  readonly encoding: 'json' | 'xml' | 'tag-value';
  readonly subject?: SbomSubject;
  /** All that the subject is made of; nested ones too. The subject is not among them. */
  readonly components: readonly SbomComponent[];
  /** The refs that a ref depends on directly. An own key with an empty list says that it depends on nothing. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
  readonly authors: readonly string[];
  readonly tools: readonly string[];
  /** When the document was made, as it is written there. */
  readonly timestamp?: string;
}
