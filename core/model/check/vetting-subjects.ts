import { type Entry, formatKey, isEntry } from '../manifest/manifest.ts';
import type { Risk } from '../risk/risk.ts';
import type { VettingSubject } from '../vetting/vetting.ts';
import type { CheckContext } from './check.ts';

/**
 * The apps and connectors to look through: those that are judged and legible. One whose risk is not known is taken for
 * one of high risk.
 */
export function vettingSubjects(
  { subjects, base, changes }: CheckContext,
  riskOfEntry: ReadonlyMap<string, Risk>,
): VettingSubject[] {
  const changeOf = new Map(changes.flatMap((change) => (change.after ? [[change.after, change]] : [])));
  return subjects.flatMap((record): VettingSubject[] => {
    const { manifest } = record;
    if (manifest === undefined || !isEntry(manifest)) return [];
    const earlier = changeOf.get(record)?.before ?? base.get(record.key);
    const before = earlier?.manifest as Entry | undefined;
    return [
      {
        record,
        entry: manifest,
        ...(earlier === undefined || before === undefined
          ? {}
          : { before: { record: earlier, entry: before } }),
        tier: riskOfEntry.get(formatKey(record.key))?.tier ?? 'high',
      },
    ];
  });
}
