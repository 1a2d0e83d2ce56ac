import { present } from '../json-fields.ts';
import type { SbomComponent, SbomSubject } from '../sbom.ts';

/** The one component that a document describes; a document that describes several has no one subject. */
export function subjectOf(
  components: readonly SbomComponent[],
  described: ReadonlySet<string>,
): SbomSubject | undefined {
  const [subject, ...others] = components.filter(({ ref }) => described.has(ref));
  if (subject === undefined || others.length > 0) return undefined;
  const { ref, name, version, purl, supplier, hashes, place } = subject;
  return { ref, name, hashes, place, ...present({ version, purl, supplier }) };
}
