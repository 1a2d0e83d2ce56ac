import { attachmentFolder } from '@souk/model/catalog/catalog-layout.ts';
import { type DraftFinding, wholeFile } from '@souk/model/finding/draft-finding.ts';
import type { Level } from '@souk/model/finding/finding.ts';
import { findBuiltInRule } from '@souk/model/rule/built-in-rules.ts';
import type { AdvisoryUse } from '@souk/model/vetting/advisory-use.ts';
import { isOfParts } from '@souk/model/vetting/is-of-parts.ts';
import type { EntryVetting, Vetting, VettingSubject } from '@souk/model/vetting/vetting.ts';
import { type VettingPart, vettingParts } from '@souk/model/vetting/vetting-part-names.ts';
import { fetchRemoteSbom } from '../fetch/fetch-remote-sbom.ts';
import type { SbomFetcher } from '../sbom/sbom-fetcher.ts';
import { type ScoredEvidence, scoreSecurity } from '../score/score-security.ts';
import type { SecretVetting } from '../secret/vet-secrets.ts';
import type { SignatureEvidence } from '../signature/entry/signature-evidence.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import type { VettingSettings } from '../vetting-settings.ts';
import { type Bounded, BoundedWorker } from '../worker/bounded-worker.ts';
import type { EntryFiles, FilesOfEntry } from './entry-files.ts';
import type { ComponentEvidence } from './vet-components.ts';
import type { VettingLook } from './vetting-looks.ts';
import type { AdvisoryFolder, VettingTaskInput, VettingTaskResult } from './vetting-task.ts';

export interface VettingOptions {
  readonly settings: VettingSettings;
  readonly files: EntryFiles;
  readonly advisories: AdvisoryFolder;
  /** The file that the settings name as trust root; the public Sigstore when absent. */
  readonly trustRoot?: Uint8Array;
  /** Without it, bills of materials that lie elsewhere are not looked at. */
  readonly fetcher?: SbomFetcher;
  /** What is looked at; all of it when absent. */
  readonly parts?: readonly VettingPart[];
  /** Looks that may take too long before the rest is left without a verdict; 4 when absent. */
  readonly mostTimeouts?: number;
  readonly now: Date;
}

/** Looks through entries, and tells whether they have to be looked through again. */
export interface EntryVetter extends Vetting, AsyncDisposable {
  /** What the advisories say of an entry now; undefined where nothing can be looked up. */
  consultAdvisories(subject: VettingSubject): Promise<AdvisoryUse | undefined>;
}

/** The looks, and the parts that each is for. */
const partsOfLooks: Readonly<Record<VettingLook, readonly VettingPart[]>> = {
  components: ['sbom', 'vet'],
  secrets: ['vet'],
  signatures: ['vet'],
  artifacts: ['vet'],
  contracts: ['contract'],
};

/** Those that have nothing to look at where a manifest stands alone. */
const looksAtFiles: ReadonlySet<VettingLook> = new Set(['artifacts', 'contracts']);

/** A check of a pull request must come to its end. */
const MOST_TIMEOUTS = 4;

/** What each look is at, as the subject of a sentence. */
const subjectsOfLooks: Readonly<Record<VettingLook, string>> = {
  components: 'What the entry is made of',
  secrets: 'Whether secrets stand in its files',
  signatures: 'Who signed and built it',
  artifacts: 'The files that build, deploy and operate it',
  contracts: 'The contracts that it offers',
};

type Looked = Readonly<Partial<Record<VettingLook, Bounded>>>;

/**
 * Looks through entries in a thread of its own, with limits of time and memory for each look: what is there was written
 * by somebody who is not known yet. The thread begins to load at once, and ends when this is let go.
 */
export function createVetting(options: VettingOptions): EntryVetter {
  const { timeoutSeconds, memoryMb } = options.settings.limits;
  const worker = new BoundedWorker(new URL('./vetting-worker.ts', import.meta.url), {
    timeoutMs: timeoutSeconds * 1000,
    memoryMb,
    mostTimeouts: options.mostTimeouts ?? MOST_TIMEOUTS,
  });
  const { parts = vettingParts } = options;
  if (parts.includes('vet')) worker.run('prepare', null);
  return {
    covers: (rule) => isOfParts(rule, parts),
    vet: async (subjects) => {
      const vetted: EntryVetting[] = [];
      for (const subject of subjects) vetted.push(await vetEntry(subject, options, worker));
      return vetted;
    },
    consultAdvisories: async (subject) => {
      const read = await options.files.read(subject, options.settings.limits.maxFileBytes);
      const outcome = await worker.run('advisories', inputOf(subject, read, options));
      return outcome.ok ? (outcome.value as AdvisoryUse | undefined) : undefined;
    },
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  };
}

async function vetEntry(
  subject: VettingSubject,
  options: VettingOptions,
  worker: BoundedWorker,
): Promise<EntryVetting> {
  const { settings, files, fetcher, parts = vettingParts } = options;
  const read = await files.read(subject, settings.limits.maxFileBytes);
  // Here and not in the thread: a parser has no business with the network.
  const remoteSbom =
    fetcher === undefined
      ? undefined
      : await fetchRemoteSbom(subject.entry, new Set(read.files.keys()), settings.sbom.maxBytes, fetcher);
  const input: VettingTaskInput = {
    ...inputOf(subject, read, options),
    ...(remoteSbom === undefined ? {} : { remoteSbom }),
  };
  const looks = looksFor(parts, read);
  const outcomes = await Promise.all(
    looks.map(async (look) => [look, await worker.run(look, input)] as const),
  );
  const looked: Looked = Object.fromEntries(outcomes);
  const consulted = evidenceOf<ComponentEvidence>(looked.components)?.advisories;
  const drafts = [
    ...draftTooLarge(read, settings),
    ...outcomes.flatMap(([look, outcome]) => findingsOf(look, outcome)),
  ]
    .filter(({ rule }) => isOfParts(rule, parts))
    .map((finding) => draftOf(finding, subject));
  return {
    drafts,
    // Nothing can be said of an entry by one half of what there is to know.
    ...(vettingParts.every((part) => parts.includes(part))
      ? { score: scoreSecurity(scoredEvidence(looked, drafts), settings.score) }
      : {}),
    ...(consulted === undefined ? {} : { advisories: consulted }),
    secrets: secretsOf(looked.secrets).map(({ file, offset, endOffset }) => ({
      path: pathOf(subject, file),
      offset,
      endOffset,
    })),
  };
}

function inputOf(
  { entry, before, tier }: VettingSubject,
  { manifest, files, filesBefore }: FilesOfEntry,
  { settings, advisories, trustRoot, now }: VettingOptions,
): VettingTaskInput {
  return {
    vetted: { entry, before: before?.entry, files, filesBefore },
    ...{ manifest, tier, now, settings, advisories },
    ...(trustRoot === undefined ? {} : { trustRoot }),
  };
}

function looksFor(parts: readonly VettingPart[], { files, filesBefore }: FilesOfEntry): VettingLook[] {
  const looks = Object.keys(partsOfLooks) as VettingLook[];
  const hasFiles = files.size > 0 || filesBefore.size > 0;
  return looks.filter(
    (look) =>
      (hasFiles || !looksAtFiles.has(look)) && partsOfLooks[look].some((part) => parts.includes(part)),
  );
}

function findingsOf(look: VettingLook, outcome: Bounded): readonly VettingFinding[] {
  if (outcome.ok) return (outcome.value as VettingTaskResult<unknown>).findings;
  return [
    {
      rule: 'vetting/failed',
      message: `${subjectsOfLooks[look]} could not be found out: ${outcome.message}`,
      help: 'This is not your fault unless a file beside the manifest is made to break its reader. Report it to the platform team with the output of this command.',
      place: wholeFile,
    },
  ];
}

function draftTooLarge({ tooLarge }: FilesOfEntry, { limits }: VettingSettings): VettingFinding[] {
  return tooLarge.map(({ name, size }) => ({
    rule: 'vetting/too-large',
    message:
      size > limits.maxFileBytes
        ? `${name} has ${size.toLocaleString('en')} bytes; at most ${limits.maxFileBytes.toLocaleString('en')} are looked through.`
        : `${name} was not looked through: the files of the entry are too large together.`,
    help: 'Keep large files in the artifact or in a registry, and name them from the manifest.',
    place: wholeFile,
    about: name,
  }));
}

/** A finding on a file beside the manifest can be excused for that file, where it is about nothing more exact. */
function draftOf({ file, ...finding }: VettingFinding, subject: VettingSubject): DraftFinding {
  const about = finding.about ?? file;
  return {
    ...finding,
    path: pathOf(subject, file),
    entity: subject.record.key,
    ...(about === undefined ? {} : { about }),
  };
}

function pathOf({ record }: VettingSubject, file: string | undefined): string {
  return file === undefined ? record.path : `${attachmentFolder(record.path) ?? ''}${file}`;
}

function secretsOf(outcome: Bounded | undefined): SecretVetting['spans'] {
  return outcome?.ok === true ? (outcome.value as SecretVetting).spans : [];
}

const storeRules = new Set(['vulnerability/advisories-missing', 'vulnerability/advisories-stale']);

function scoredEvidence(looked: Looked, drafts: readonly DraftFinding[]): ScoredEvidence {
  const components = evidenceOf<ComponentEvidence>(looked.components);
  const signatures = evidenceOf<SignatureEvidence>(looked.signatures);
  return {
    ...components,
    ...(signatures === undefined ? {} : { signatures }),
    hasAdvisories: !drafts.some(({ rule }) => storeRules.has(rule)),
    gravest: gravestByFamily(drafts),
  };
}

function evidenceOf<Evidence>(outcome: Bounded | undefined): Evidence | undefined {
  return outcome?.ok === true ? (outcome.value as VettingTaskResult<Evidence>).evidence : undefined;
}

const gravity: readonly Level[] = ['notice', 'warn', 'deny', 'error'];

function gravestByFamily(drafts: readonly DraftFinding[]): Record<string, Level> {
  const gravest: Record<string, Level> = {};
  for (const { rule, level = findBuiltInRule(rule)?.level ?? 'error' } of drafts) {
    const family = rule.slice(0, rule.indexOf('/'));
    const known = gravest[family];
    if (known === undefined || gravity.indexOf(level) > gravity.indexOf(known)) gravest[family] = level;
  }
  return gravest;
}
