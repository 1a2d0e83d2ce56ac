import { ecosystemPath, writeEcosystemFile } from '@souk/vetting/vulnerability/store/ecosystem-file.ts';
import { packageRecords } from '@souk/vetting/vulnerability/store/package-records.ts';
import type { ArchivedFile } from '@souk/vetting/vulnerability/store/read-archive.ts';
import { seededRandom } from '../generate/random.ts';
import { ecosystemNames, generateAdvisory } from './generate-advisories.ts';

/** A store as a sync leaves it, its advisories spread over the ecosystems. */
export async function writeStore(
  dir: string,
  { advisories, seed, now }: { readonly advisories: number; readonly seed: number; readonly now: Date },
): Promise<void> {
  const random = seededRandom(seed);
  const records = Array.from({ length: advisories }, (_, number) => generateAdvisory(random, number));
  for (const ecosystem of ecosystemNames) {
    const own = records.filter((record) => record.affected[0]?.package.ecosystem === ecosystem);
    await writeEcosystemFile(
      ecosystemPath(dir, ecosystem),
      { ecosystem, syncedAt: now.toISOString() },
      packageRecords(archive(own), ecosystem),
    );
  }
}

async function* archive(
  records: readonly ReturnType<typeof generateAdvisory>[],
): AsyncGenerator<ArchivedFile> {
  for (const record of records)
    yield { name: `${record.id}.json`, bytes: Buffer.from(JSON.stringify(record)) };
}
