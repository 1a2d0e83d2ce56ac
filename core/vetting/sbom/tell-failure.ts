import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import { pointerOf, type SbomSource } from './find-sbom.ts';
import type { FetchFailure, RemoteSbom } from './remote-sbom.ts';

interface Told {
  readonly rule: string;
  readonly help: string;
}

const failures: Readonly<Record<FetchFailure, Told>> = {
  unreachable: {
    rule: 'sbom/unreachable',
    help: 'This is not your fault as long as the address is right. Run the check again, or write the document beside the manifest and name it by its path.',
  },
  'not-allowed': {
    rule: 'sbom/address',
    help: 'Name an https address on a public host that your organisation allows, or write the document beside the manifest and name it by its path.',
  },
  missing: {
    rule: 'sbom/missing',
    help: 'Publish the document before the manifest names it, or write it beside the manifest and name it by its path.',
  },
  'too-large': {
    rule: 'sbom/too-large',
    help: 'Generate the document for this artifact alone, without the files and the sources of its components.',
  },
  digest: {
    rule: 'sbom/digest',
    help: 'Attach the document to the artifact anew; if nobody of you changed it, tell whoever runs the registry.',
  },
};

const notLookedAt: Told = {
  rule: 'sbom/not-looked-at',
  help: 'Write the document beside the manifest and name it by its path, so that each check reads it.',
};

/** Why there is no document. What the author did not name is not held against them where nobody may ask for it. */
export function tellFailure(
  source: SbomSource,
  { reason, message }: Extract<RemoteSbom, { state: 'failed' }>,
): VettingFinding {
  const wasGuessed = source.at === 'referrer' && (reason === 'not-allowed' || reason === 'missing');
  const told = wasGuessed ? notLookedAt : failures[reason];
  return { ...told, message, place: onValue(pointerOf(source)) };
}
