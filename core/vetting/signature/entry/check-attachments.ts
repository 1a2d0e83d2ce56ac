import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { VettedEntry, VettingFinding } from '../../vetted-entry.ts';
import { digestOfReference } from '../intoto/digests.ts';

/** Whether the signed documents of an entry are few, lie beside it, and have something that they can be about. */
export function checkAttachments(vetted: VettedEntry, documents: number, most: number): VettingFinding[] {
  return [...checkCount(documents, most), ...checkPinned(vetted, documents), ...checkLinked(vetted)];
}

function checkCount(count: number, most: number): VettingFinding[] {
  if (count <= most) return [];
  return [
    {
      rule: 'signature/limit',
      message: `The entry has ${count} signed documents; at most ${most} are read.`,
      help: 'Keep the signatures and attestations of the current artifact only.',
      place: onValue('/id'),
    },
  ];
}

/** Signatures are there, but nothing that they could be about. */
function checkPinned({ entry }: VettedEntry, documents: number): VettingFinding[] {
  const digest = entry.artifact === undefined ? undefined : digestOfReference(entry.artifact.ref);
  if (documents === 0 || digest !== undefined) return [];
  if (entry.artifact === undefined && entry.sbom !== undefined) return [];
  return [
    {
      rule: 'signature/unpinned',
      message:
        entry.artifact === undefined
          ? 'The manifest names no artifact, so the signatures beside it prove nothing.'
          : `The artifact ${entry.artifact.ref} is not pinned by its digest, so no signature can be about it.`,
      help: 'Write the reference with its digest: name@sha256:… with the 64 hexadecimal digits that the build printed.',
      place: onValue(entry.artifact === undefined ? '/id' : '/artifact/ref'),
    },
  ];
}

function checkLinked({ entry, files }: VettedEntry): VettingFinding[] {
  return (entry.provenance?.attestations ?? []).flatMap((attestation, i) => {
    const named = typeof attestation === 'string' ? attestation : attestation.path;
    if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(named) || files.has(named)) return [];
    return [
      {
        rule: 'signature/unread',
        message: `The attestation ${named} lies elsewhere, so it proves nothing here.`,
        help: 'Put the file under attestations/, and name it by its path.',
        place: onValue(`/provenance/attestations/${i}${typeof attestation === 'string' ? '' : '/path'}`),
      },
    ];
  });
}
