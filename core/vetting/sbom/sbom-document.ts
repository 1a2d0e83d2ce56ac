import type { Place } from '@souk/model/finding/draft-finding.ts';
import type { Sbom, SbomFormat } from './sbom.ts';

/** What is wrong with a document, before it is known which entry it belongs to. */
export interface DocumentProblem {
  readonly rule: 'sbom/unreadable' | 'sbom/too-large' | 'sbom/unknown-format' | 'sbom/schema';
  readonly message: string;
  readonly help: string;
  readonly place: Place;
}

export type SbomReading =
  | { readonly ok: true; readonly sbom: Sbom }
  | {
      readonly ok: false;
      /** What the document says it is; undefined when that cannot be told. */
      readonly format?: SbomFormat;
      readonly problems: readonly [DocumentProblem, ...DocumentProblem[]];
    };

/** A document as plain JSON, in the shape of the JSON form of its format whatever it was written in. */
export interface PlacedValue {
  readonly value: unknown;
  /** Where in the text the value at a JSON pointer stands. */
  placeOf(pointer: string): Place;
}

export interface ParsedDocument extends PlacedValue {
  /** Characters of the text that it was read from. */
  readonly length: number;
}

export type Parsed =
  | { readonly ok: true; readonly document: ParsedDocument }
  | { readonly ok: false; readonly problems: readonly [DocumentProblem, ...DocumentProblem[]] };

export function refuse(problem: DocumentProblem): Extract<Parsed, { ok: false }> {
  return { ok: false, problems: [problem] };
}
