import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { ProvenanceExpectation } from '../slsa/expectation.ts';
import { normalizeRepository, parseSourceUri } from '../slsa/source-uri.ts';

/** What the provenance has to say, from what the manifest says; undefined when it names no source. */
export function expectProvenance({ artifact, provenance }: Entry): ProvenanceExpectation | undefined {
  const source = artifact?.source ?? provenance?.source;
  if (source === undefined) return undefined;
  const claimed = provenance?.source === undefined ? undefined : parseSourceUri(provenance.source).ref;
  return {
    source: normalizeRepository(source),
    ...refOrCommit(claimed),
    ...(artifact?.commit === undefined ? {} : { commit: artifact.commit }),
  };
}

/** After the `@` of a source stands a full ref, or a commit. */
function refOrCommit(text: string | undefined): Pick<ProvenanceExpectation, 'ref' | 'commit'> {
  if (text === undefined) return {};
  return /^[0-9a-f]{7,64}$/.test(text) ? { commit: text } : { ref: text };
}
