import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFolderCatalog } from '@souk/git/read-catalog.ts';
import type { Kind } from '@souk/model/manifest/manifest.ts';
import { assembleInputs } from '@souk/model/policy/assemble-inputs.ts';
import { readPolicySettings } from '@souk/model/policy/policy-settings.ts';
import { appsOfSize } from '../generate/apps-of-size.ts';
import { generateCatalog } from '../generate/generate-catalog.ts';
import { writeRepository } from '../generate/write-repository.ts';

/** What is judged, written down in the two forms that the programs read. */
export interface Corpus {
  /** The size that was asked for. */
  readonly size: number;
  /** Kind of each entity, in the order of the files and of the document. */
  readonly kinds: readonly Kind[];
  /** Folder with one complete input a file, `now` and `settings` in each. */
  readonly folder: string;
  /** The same inputs as one document `{items, now, settings}`. */
  readonly document: string;
}

/** The moment of judging: fixed, so that a run of next year finds the same. */
const NOW = '2026-01-01T00:00:00.000Z';

/** Generates a catalog, resolves what its manifests name, and writes down what rules see of each. */
export async function writeCorpus(
  dir: string,
  { size, seed }: { readonly size: number; readonly seed: number },
): Promise<Corpus> {
  const repository = join(dir, 'repository');
  writeRepository(repository, generateCatalog({ apps: appsOfSize(size), seed, invalid: 0 }));
  const { catalog } = await readFolderCatalog(repository);
  const settings = readPolicySettings(catalog, catalog);
  const subjects = catalog.records.map((record) => {
    const { manifest } = record;
    if (manifest === undefined) throw new Error(`the generated ${record.path} is not valid`);
    return { record, manifest };
  });
  // A generated catalog has no waivers, so nothing asks whether a rule is there.
  const inputs = assembleInputs(subjects, catalog, { settings, isRule: () => false });
  const corpus: Corpus = {
    size,
    kinds: inputs.map(({ entity }) => entity.kind),
    folder: join(dir, 'inputs'),
    document: join(dir, 'document.json'),
  };
  mkdirSync(corpus.folder);
  for (const [i, input] of inputs.entries()) {
    const name = `${String(i).padStart(6, '0')}.json`;
    writeFileSync(join(corpus.folder, name), JSON.stringify({ ...input, now: NOW, settings }));
  }
  writeFileSync(corpus.document, JSON.stringify({ items: inputs, now: NOW, settings }));
  rmSync(repository, { recursive: true });
  return corpus;
}
