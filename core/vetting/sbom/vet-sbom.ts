import { createHash } from 'node:crypto';
import { onValue, wholeFile } from '@souk/model/finding/draft-finding.ts';
import type { VettedEntry, VettingFinding } from '../vetted-entry.ts';
import { checkDigest, checkFormat } from './check-declared.ts';
import { findSbom, pointerOf, type SbomSource } from './find-sbom.ts';
import { judgeSbom, type SbomFacts } from './judge-sbom.ts';
import { readSbom } from './read-sbom.ts';
import type { RemoteSbom } from './remote-sbom.ts';
import type { Sbom } from './sbom.ts';
import type { SbomSettings } from './sbom-settings.ts';
import type { SchemaValidators } from './schema-validators.ts';
import { tellFailure } from './tell-failure.ts';

/**
 * What was learnt of the bill of materials of an entry.
 *
 * `none`: the entry has none. `absent`: what it names is not there. `not-looked-at`: it lies elsewhere, and was not
 * obtained. `refused`: it cannot be read, or is not the document that was declared.
 */
export type SbomEvidence =
  | { readonly state: 'none' | 'absent' | 'not-looked-at' }
  | { readonly state: 'refused'; readonly digest: string }
  | (SbomFacts & {
      readonly state: 'read';
      /** Of the document, `sha256:` and hex. */
      readonly digest: string;
    });

export interface SbomVetting {
  readonly findings: readonly VettingFinding[];
  readonly evidence: SbomEvidence;
  /** The document, for the rooms that judge its components; absent when there is none to rely on. */
  readonly sbom?: Sbom;
  /** The file that the places of the components are in; absent when the document lies elsewhere. */
  readonly file?: string;
}

export interface SbomContext {
  readonly now: Date;
  readonly validators: SchemaValidators;
  /** Without it, a document that lies elsewhere is not looked at, and a notice says so. */
  readonly remote?: RemoteSbom;
}

/** Finds the bill of materials of an entry, reads it and judges it. */
export async function vetSbom(
  vetted: VettedEntry,
  settings: SbomSettings,
  context: SbomContext,
): Promise<SbomVetting> {
  const source = findSbom(vetted.entry, new Set(vetted.files.keys()));
  if (source === undefined) return { findings: [], evidence: { state: 'none' } };
  if ('name' in source) {
    // That a file which the manifest names is not there is told where references are checked.
    const file = vetted.files.get(source.name);
    return file === undefined
      ? { findings: [], evidence: { state: 'absent' } }
      : judgeBytes(file.bytes, source, vetted, settings, context);
  }
  const { remote } = context;
  if (remote?.state === 'failed')
    return { findings: [tellFailure(source, remote)], evidence: { state: 'not-looked-at' } };
  return remote?.state === 'fetched'
    ? judgeBytes(remote.bytes, source, vetted, settings, context)
    : tellAbsence(source);
}

function tellAbsence(source: SbomSource): SbomVetting {
  if (source.at !== 'url') return { findings: [], evidence: { state: 'none' } };
  return {
    findings: [
      {
        rule: 'sbom/not-looked-at',
        message:
          'The document lies elsewhere and was not fetched, so nothing is known of what the entry is made of.',
        help: 'Write the document beside the manifest and name it by its path, so that each check reads it; souk check --fetch reads it where it is.',
        place: onValue(source.declared.pointer),
      },
    ],
    evidence: { state: 'not-looked-at' },
  };
}

async function judgeBytes(
  bytes: Uint8Array,
  source: SbomSource,
  { entry }: VettedEntry,
  settings: SbomSettings,
  { now, validators }: SbomContext,
): Promise<SbomVetting> {
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const declared = 'declared' in source ? source.declared : undefined;
  const exchanged = declared === undefined ? undefined : checkDigest(bytes, declared);
  if (exchanged !== undefined) return { findings: [exchanged], evidence: { state: 'refused', digest } };
  const reading = await readSbom(bytes, settings, validators);
  const found = reading.ok ? reading.sbom.format : reading.format;
  const otherFormat = declared === undefined ? undefined : checkFormat(found, declared);
  const onManifest = [...unnamedDocument(source), ...(otherFormat === undefined ? [] : [otherFormat])];
  if (!reading.ok) {
    return {
      findings: [...onManifest, ...placeIn(source, reading.problems)],
      evidence: { state: 'refused', digest },
    };
  }
  const { sbom } = reading;
  const { findings, facts } = judgeSbom(sbom, entry, settings, now);
  const file = fileOf(source);
  return {
    findings: [...onManifest, ...placeIn(source, findings)],
    evidence: { state: 'read', digest, ...facts },
    sbom,
    ...(file === undefined ? {} : { file }),
  };
}

/** Findings on a document that lies elsewhere are shown where the manifest names it. */
function placeIn(source: SbomSource, findings: readonly VettingFinding[]): readonly VettingFinding[] {
  const file = fileOf(source);
  return findings.map((finding) =>
    file === undefined ? { ...finding, place: onValue(pointerOf(source)) } : { ...finding, file },
  );
}

function fileOf(source: SbomSource): string | undefined {
  return source.at === 'file' || source.at === 'unnamed-file' ? source.name : undefined;
}

function unnamedDocument(source: SbomSource): readonly VettingFinding[] {
  if (source.at !== 'unnamed-file') return [];
  return [
    {
      rule: 'sbom/unnamed',
      message: `${source.name} lies beside the manifest, which does not name it.`,
      help: `Add to the manifest: sbom: {path: ${source.name}}.`,
      place: wholeFile,
    },
  ];
}
