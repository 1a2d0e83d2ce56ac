import { relative } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import { readDiskFile } from '@souk/git/read-disk.ts';
import { runGit } from '@souk/git/run-git.ts';
import { quoteList } from '@souk/model/finding/suggest.ts';
import {
  type CollectedParts,
  collectParts,
  lockfileNames,
} from '@souk/vetting/sbom/generate/collect-parts.ts';
import {
  type GeneratedBy,
  type GeneratedSubject,
  generateSbom,
} from '@souk/vetting/sbom/generate/generate-sbom.ts';
import { LockfileError } from '@souk/vetting/sbom/generate/part-list.ts';
import { UsageError } from '../cli/exit-code.ts';
import { readEntry } from './read-entry.ts';

export interface GenerateRequest {
  readonly folder: string;
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  readonly supplier?: string | undefined;
  /** When the document is made; the time of the last commit of the folder when absent. */
  readonly timestamp?: Date | undefined;
  readonly tool: GeneratedBy;
}

export interface GeneratedDocument {
  readonly text: string;
  readonly subject: GeneratedSubject;
  readonly collected: CollectedParts;
}

const MOST_BYTES = 50_000_000;

/**
 * Generates the document of a folder from its lockfiles. Nothing of the folder is run.
 *
 * @throws {UsageError} when there is no lockfile, or something has to be told by an option
 */
export async function generateDocument(request: GenerateRequest): Promise<GeneratedDocument> {
  const { folder, tool } = request;
  const collected = collect(await readLockfiles(folder));
  if (collected.from.length === 0) {
    throw new UsageError(
      `${folder} has none of the files that say what it is made of: ${quoteList(lockfileNames)}.`,
    );
  }
  const subject = await describeSubject(request, collected);
  const timestamp = request.timestamp ?? (await timeOfCommit(folder));
  return { text: generateSbom(subject, collected, { timestamp, tool }), subject, collected };
}

async function readLockfiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const name of lockfileNames) {
    const file = await readDiskFile(folder, name, MOST_BYTES);
    if (file.ok) files.set(name, Buffer.from(file.bytes).toString('utf8'));
    else if (file.reason === 'too-large')
      throw new UsageError(`${name} is larger than ${MOST_BYTES / 1_000_000} MB.`);
  }
  return files;
}

function collect(files: ReadonlyMap<string, string>): CollectedParts {
  try {
    return collectParts(files);
  } catch (error) {
    if (error instanceof LockfileError) throw new UsageError(error.message);
    throw error;
  }
}

/** By the options, else by the manifest, else by the lockfile. */
async function describeSubject(
  { folder, name, version, supplier }: GenerateRequest,
  { project }: CollectedParts,
): Promise<GeneratedSubject> {
  const entry = await readEntry(folder);
  const subject = name ?? entry?.id ?? project?.name;
  const release = version ?? entry?.version ?? project?.version;
  if (subject === undefined)
    throw new UsageError(`Nothing in ${folder} says what it is called: give --name.`);
  if (release === undefined)
    throw new UsageError(`Nothing in ${folder} says which version it is: give --version.`);
  const sha256 = /@sha256:([0-9a-f]{64})$/.exec(entry?.artifact?.ref ?? '')?.[1];
  return {
    name: subject,
    version: release,
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(supplier === undefined ? {} : { supplier }),
  };
}

async function timeOfCommit(folder: string): Promise<Date> {
  const time = await runGit(folder, ['log', '-1', '--format=%cI', '--', '.']).catch((error: unknown) => {
    if (error instanceof GitError) return '';
    throw error;
  });
  if (time.trim() !== '') return new Date(time.trim());
  throw new UsageError(
    `${relative('', folder) || folder} has no commit to take the time from: give --timestamp, so that the same input gives the same document.`,
  );
}
