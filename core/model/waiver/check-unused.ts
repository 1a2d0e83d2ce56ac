import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import { type DraftFinding, onValue } from '../finding/draft-finding.ts';
import type { Waiver } from '../manifest/manifest.ts';
import { waivedKey } from '../policy/affected-subjects.ts';

/** Waivers that silence nothing any more: the exception can end. Only those whose entity was judged are known. */
export function checkUnusedWaivers(
  judged: {
    readonly head: Catalog;
    readonly subjects: readonly CatalogRecord[];
    readonly changes: readonly Change[];
    readonly now: Date;
    /** Whether anybody looked for what a rule is about. */
    readonly ran: (rule: string) => boolean;
  },
  used: ReadonlySet<string>,
): DraftFinding[] {
  const subjects = new Set(judged.subjects);
  const changed = new Set(judged.changes.map(({ after }) => after));
  return judged.head.ofKind('Waiver').flatMap((record): DraftFinding[] => {
    const waiver = record.manifest as Waiver | undefined;
    if (waiver === undefined || used.has(waiver.id) || !judged.ran(waiver.rule)) return [];
    const waived = judged.head.get(waivedKey(waiver));
    // A waiver that has expired, or names nothing, is reported by the policies and the references.
    if (waived === undefined || Date.parse(waiver.expiresAt) <= judged.now.getTime()) return [];
    if (!subjects.has(waived) && !changed.has(record)) return [];
    return [
      {
        rule: 'waiver/unused',
        path: record.path,
        entity: record.key,
        place: onValue('/rule'),
        message: `The waiver silences nothing: there is no finding of ${waiver.rule} on ${waived.key.kind} ${waived.key.id}${waiver.path === undefined ? '' : ` at ${waiver.path}`}${waiver.about === undefined ? '' : ` about ${waiver.about}`}.`,
        help: 'Remove the waiver, or correct its rule and path.',
      },
    ];
  });
}
