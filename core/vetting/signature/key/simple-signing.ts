import { isRecord } from '../document/is-record.ts';
import { describeThing, namesThing, type SignedThing, thingOfDigest } from '../intoto/digests.ts';
import { accept, type Outcome, type Rejected, reject } from '../outcome.ts';

/** Types of the payload that cosign and its forerunner sign for an image. */
const PAYLOAD_TYPES = ['cosign container image signature', 'atomic container signature'];

/** Whether a document is the payload of a simple signature: what the signature beside it is made over. */
export function isSimpleSigning(value: unknown): boolean {
  return isRecord(value) && isRecord(value['critical']);
}

/** Checks that a simple signing payload is about an image. Fields it does not define make it illegible. */
export function matchSimpleSigning(value: unknown, thing: SignedThing): Outcome<string> {
  const critical = isRecord(value) ? value['critical'] : undefined;
  const image = isRecord(critical) ? critical['image'] : undefined;
  const digest = isRecord(image) ? image['docker-manifest-digest'] : undefined;
  if (
    !isRecord(critical) ||
    !isRecord(image) ||
    Object.keys(critical).some((field) => !['identity', 'image', 'type'].includes(field)) ||
    Object.keys(image).length !== 1 ||
    typeof digest !== 'string'
  ) {
    return malformed('The payload does not have the fields of a simple signature');
  }
  if (typeof critical['type'] !== 'string' || !PAYLOAD_TYPES.includes(critical['type'])) {
    return malformed(`The payload is of the type ${JSON.stringify(critical['type'])}`);
  }
  if (!namesThing(thingOfDigest(digest).digests, thing)) {
    return reject(
      'signature/wrong-subject',
      `The payload is about the image ${JSON.stringify(digest)}, not about ${describeThing(thing)}.`,
      'Attach the signature of this artifact.',
    );
  }
  return accept(digest);
}

function malformed(what: string): Rejected {
  return reject(
    'signature/malformed',
    `${what}; what it is about cannot be told.`,
    'Attach the payload that the signing tool wrote, unchanged.',
  );
}
