import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import type { Sbom, SbomSubject } from './sbom.ts';

/** How a document is tied to its entry: the digest of the artifact is proof, name and version are a claim. */
export type Binding = 'digest' | 'name' | 'none';

export interface BindingResult {
  readonly binding: Binding;
  readonly findings: readonly VettingFinding[];
}

/** Whether a document is about this version of this entry, and not about another. */
export function checkBinding(sbom: Sbom, entry: Entry): BindingResult {
  const { subject } = sbom;
  if (subject === undefined) {
    return {
      binding: 'none',
      findings: [
        {
          rule: 'sbom/subject',
          message: `The document does not say what it describes; expected ${entry.id} ${entry.version}.`,
          help:
            sbom.format === 'cyclonedx'
              ? 'Generate it with metadata.component, whose name is the id and whose version is that of the entry.'
              : 'Have the document describe exactly one package: that of the entry.',
          place: onValue(''),
        },
      ],
    };
  }
  const expected = artifactDigest(entry);
  const found = expected === undefined ? undefined : digestOf(subject, expected.algorithm);
  if (expected !== undefined && found !== undefined && found !== expected.hex) {
    return { binding: 'none', findings: [wrongArtifact(subject, expected, found)] };
  }
  const wrong = [
    ...wrongName(subject, entry),
    ...(isDigestIn(subject, found) ? [] : wrongVersion(subject, entry)),
  ];
  return {
    binding: wrong.length > 0 ? 'none' : found === undefined ? 'name' : 'digest',
    findings: wrong,
  };
}

interface Digest {
  readonly algorithm: string;
  readonly hex: string;
}

function artifactDigest({ artifact }: Entry): Digest | undefined {
  const match = /@(sha256|sha512):([0-9a-f]+)$/.exec(artifact?.ref ?? '');
  const [, algorithm, hex] = match ?? [];
  return algorithm === undefined || hex === undefined ? undefined : { algorithm, hex };
}

/** Generators of images write the digest as a hash, as the version, or as the version in the purl. */
function digestOf({ hashes, version, purl }: SbomSubject, algorithm: string): string | undefined {
  if (Object.hasOwn(hashes, algorithm)) return hashes[algorithm];
  const written = [version, ociVersion(purl)].find((text) => text?.startsWith(`${algorithm}:`));
  return written?.slice(algorithm.length + 1).toLowerCase();
}

/** Whether the digest that has been compared stands in place of the version. Any other proves nothing. */
function isDigestIn({ version }: SbomSubject, compared: string | undefined): boolean {
  return compared !== undefined && version?.replace(/^sha\d+:/, '').toLowerCase() === compared;
}

function ociVersion(purl: string | undefined): string | undefined {
  if (purl === undefined || !purl.startsWith('pkg:oci/')) return undefined;
  const version = purl.split(/[?#]/)[0]?.split('@')[1];
  return version?.replace(/%3a/i, ':');
}

function wrongName({ name, purl, place }: SbomSubject, { id }: Entry): readonly VettingFinding[] {
  // npm writes the name of the folder, and the name of the package in the purl only.
  if ([name, lastPart(name), lastPart(purl?.split(/[?#]/)[0] ?? '')].includes(id)) return [];
  return [
    {
      rule: 'sbom/subject',
      message: `The document describes ${quote(name)}; expected ${id}.`,
      help: 'Generate it from the build of this entry, with the id as the name of the subject.',
      place,
    },
  ];
}

/** `registry.example.com/acme/crm-sync:1.0.0` and `@acme/crm-sync` are crm-sync. */
function lastPart(name: string): string | undefined {
  return name.split('/').at(-1)?.split(/[:@]/)[0];
}

function wrongVersion({ version, place }: SbomSubject, entry: Entry): readonly VettingFinding[] {
  if (version !== undefined && version.replace(/^v(?=\d)/, '') === entry.version) return [];
  return [
    {
      rule: 'sbom/subject',
      message: `The document describes ${version === undefined ? 'no version' : `version ${quote(version)}`} of ${entry.id}; expected ${entry.version}.`,
      help: 'Generate it anew from the build of this version.',
      place,
    },
  ];
}

function wrongArtifact({ place }: SbomSubject, { algorithm, hex }: Digest, found: string): VettingFinding {
  return {
    rule: 'sbom/artifact',
    message: `The document describes an artifact with ${algorithm} ${found.slice(0, 12)}…; artifact.ref names ${hex.slice(0, 12)}….`,
    help: 'Take the document from the build that made the artifact, or correct artifact.ref.',
    place,
  };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
