import type { CatalogJudgement, RecordsToJudge } from '@souk/model/check/check-catalog.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import { formatKey, isEntryKind } from '@souk/model/manifest/manifest.ts';
import type { CatalogJudge } from '../reconcile/catalog-judge.ts';

/** What a judge says that fears nothing and finds what it is told. */
function calmly(
  { subjects }: Pick<RecordsToJudge, 'subjects'>,
  findings: readonly Finding[],
): CatalogJudgement {
  const paths = new Set(subjects.map(({ path }) => path));
  const entries = subjects.filter(({ key }) => isEntryKind(key.kind));
  return {
    findings: findings.filter(({ location }) => paths.has(location.path)),
    riskOfEntry: new Map(entries.map(({ key }) => [formatKey(key), { tier: 'low', reasons: [] }])),
  };
}

export function calmJudge(findings: readonly Finding[] = []): CatalogJudge {
  return { open: async () => ({ digest: 'calm', judge: async (records) => calmly(records, findings) }) };
}
