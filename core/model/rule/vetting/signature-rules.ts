import { type BuiltInRule, deny, notice, warn } from '../rule-table.ts';

export const signatureRules = {
  'signature/missing': warn(
    'The artifact is signed',
    'Without a signature anybody who can write to the registry can put something else there.',
  ),
  'signature/threshold': warn(
    'Enough people or systems signed the artifact',
    'One stolen key or account is not enough to slip something in where two have to sign.',
  ),
  'signature/sbom-missing': notice(
    'The list of parts is signed',
    'A list of parts that anybody can edit says nothing about the artifact it stands beside.',
  ),
  'signature/unpinned': warn(
    'The artifact is named by its digest',
    'A signature is about exact content; a tag can be moved to other content after it was signed.',
  ),
  'signature/limit': deny(
    'Signed documents keep within their limits',
    'A document of absurd size, depth or length is made to exhaust those who verify it.',
  ),
  'signature/malformed': deny(
    'Signed documents can be read',
    'What two readers can understand differently proves nothing, and so does what nobody can read.',
  ),
  'signature/invalid': deny(
    'Signatures are valid',
    'A signature that does not verify was made for something else, or the content was changed since.',
  ),
  'signature/unbound': warn(
    'A signature can be verified from the digest',
    'A signature over the bytes of an artifact needs those bytes; the catalog has only their digest.',
  ),
  'signature/wrong-subject': deny(
    'A signed statement is about this artifact',
    'A valid statement about something else, placed beside this artifact, would lend it trust it never earned.',
  ),
  'signature/untrusted-signer': deny(
    'The signer is one that is trusted',
    'Everybody can sign; what counts is who did. A signature without a matching identity is anonymous.',
  ),
  'signature/untrusted-key': deny(
    'The key is one that is trusted',
    'A key that is unknown, withdrawn or out of its time may be in the hands of anybody.',
  ),
  'signature/unread': notice(
    'Attestations lie beside the manifest',
    'What is only linked to can change after the review, and is not fetched to judge a change.',
  ),
  'signature/claim': deny(
    'The manifest names the signer that is proven',
    'People trust the name they read; it has to be the one that the signature proves.',
  ),
  'provenance/malformed': deny(
    'Provenance has the fields that its type defines, and no others',
    'A field that the verifier does not know may change what the known ones mean.',
  ),
  'provenance/builder': deny(
    'The artifact was built by a trusted builder',
    'Provenance is as honest as the builder that writes it; an unknown builder can write anything.',
  ),
  'provenance/source': deny(
    'The artifact was built from the source that the manifest names',
    'A trusted builder builds whatever it is given; only the source tells whose code it is.',
  ),
  'provenance/ref': deny(
    'The artifact was built from the expected branch or tag',
    'Code on an unreviewed branch of the right repository is still unreviewed.',
  ),
  'provenance/inputs': deny(
    'The build ran with the expected inputs',
    'Inputs of a manual run can switch off what makes a build trustworthy.',
  ),
  'provenance/claim': deny(
    'The manifest claims no more than is proven',
    'A build level or a builder that is only claimed gives a false sense of safety.',
  ),
  'provenance/level': warn(
    'The build level is proven as far as is asked for',
    'The level tells how hard it is to slip something into a build; riskier entries need a higher one.',
  ),
} as const satisfies Record<string, BuiltInRule>;
