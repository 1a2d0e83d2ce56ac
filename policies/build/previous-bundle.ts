import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { digestOf } from '../engine/bundle.ts';
import { readDiskBundle } from '../engine/open-engine.ts';
import { PolicyError } from '../engine/policy-error.ts';
import { digestSources, isJudging, type Sources } from '../engine/sources.ts';
import type { WrittenManifest } from './bundle-files.ts';
import type { RecordedCases, RecordedRule } from './recorded-cases.ts';

/** The bundle of an earlier build, every file of it as it was written then. */
export interface PreviousBundle {
  readonly manifest: WrittenManifest;
  readonly rules: readonly PolicyRule[];
  readonly wasm: Uint8Array;
  readonly entrypoints: string;
  readonly cases: RecordedCases;
}

/** Undefined when there is none, or one that was not left as it was built: then nothing of it is used again. */
export async function readPreviousBundle(dir: string): Promise<PreviousBundle | undefined> {
  try {
    const { manifest, rules, wasm } = await readDiskBundle(dir);
    const { files } = manifest as WrittenManifest;
    const [entrypoints, cases] = await Promise.all(
      (['main.rego', 'cases.json'] as const).map(async (name) => {
        const bytes = await readFile(join(dir, 'bundle', name));
        return digestOf(bytes) === files[name] ? bytes.toString() : undefined;
      }),
    );
    if (entrypoints === undefined || cases === undefined) return undefined;
    return { manifest: manifest as WrittenManifest, rules, wasm, entrypoints, cases: JSON.parse(cases) };
  } catch (error) {
    if (error instanceof PolicyError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether each source that `concerns` picks is what the earlier build saw, with none come or gone. */
export function isUnchanged(
  previous: PreviousBundle,
  sources: Sources,
  concerns: (path: string) => boolean,
): boolean {
  const before = previous.manifest.sources;
  const now = digestSources(new Map([...sources].filter(([path]) => concerns(path))));
  const paths = new Set([...Object.keys(before).filter(concerns), ...Object.keys(now)]);
  return [...paths].every((path) => before[path] === now[path]);
}

/** What the earlier build found out of the rules whose text is the same, with the same libraries: what each reads. */
export function knownReads(
  previous: PreviousBundle,
  sources: Sources,
): ReadonlyMap<string, readonly string[]> {
  const isLibrary = (path: string): boolean => path.startsWith('lib/') && isJudging(path);
  if (!isUnchanged(previous, sources, isLibrary)) return new Map();
  return new Map(
    previous.rules
      .filter(({ source }) => isUnchanged(previous, sources, (path) => path === source))
      .map(({ id, reads }) => [id, reads]),
  );
}

/**
 * The recorded cases that would come out the same: neither the rule nor its cases changed, nor what both may use. Cases
 * do not see the data files.
 */
export function knownCases(previous: PreviousBundle, sources: Sources): ReadonlyMap<string, RecordedRule> {
  const isShared = (path: string): boolean =>
    path.startsWith('testing/') || (path.startsWith('lib/') && isJudging(path));
  if (!isUnchanged(previous, sources, isShared)) return new Map();
  const sourceOf = new Map(previous.rules.map(({ id, source }) => [id, source]));
  return new Map(
    previous.cases.rules
      .filter(({ id }) => {
        const folder = posix.dirname(sourceOf.get(id) ?? 'gone');
        return folder !== '.' && isUnchanged(previous, sources, (path) => path.startsWith(`${folder}/`));
      })
      .map((recorded) => [recorded.id, recorded]),
  );
}
