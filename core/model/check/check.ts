import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import type { DraftFinding, Place } from '../finding/draft-finding.ts';
import type { Level } from '../finding/finding.ts';
import type { BuiltInRuleId } from '../rule/built-in-rules.ts';
import type { Settings } from '../settings/settings.ts';
import type { SimilarToNew } from '../similar/similar-to-new.ts';
import type { CheckName } from './check-names.ts';

/** Everything a check may look at. It is all values: a check reads nothing and decides by these alone. */
export interface CheckContext {
  readonly base: Catalog;
  readonly head: Catalog;
  readonly changes: readonly Change[];
  /** Records of head that are judged: the changed ones, or all. */
  readonly subjects: readonly CatalogRecord[];
  /** True when the whole catalog is judged, not only a change. */
  readonly all: boolean;
  /** For each new entry the existing ones with much the same purpose. */
  readonly similar: readonly SimilarToNew[];
  readonly settings: Settings;
  readonly now: Date;
}

/** One check: a name that `--only` takes, and a pure function. */
export interface Check {
  readonly name: Exclude<CheckName, 'policy' | 'vetting'>;
  readonly run: (context: CheckContext) => DraftFinding[];
}

/** A finding about a record, at a place of its file. */
export function findingOn(
  record: CatalogRecord,
  rule: BuiltInRuleId,
  place: Place,
  words: Pick<DraftFinding, 'message' | 'help' | 'fix'> & { readonly level?: Level },
): DraftFinding {
  return { rule, path: record.path, entity: record.key, place, ...words };
}
