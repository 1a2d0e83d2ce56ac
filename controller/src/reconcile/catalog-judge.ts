import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { Catalog } from '@souk/model/catalog/catalog.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { RiskReason, RiskTier } from '../store/tables.ts';

export interface Risk {
  readonly tier: RiskTier;
  readonly reasons: readonly RiskReason[];
}

/** The judgements that the registry shows: the same code that judges pull requests. */
export interface CatalogJudge {
  findings(snapshot: CatalogSnapshot, now: Date): Promise<readonly Finding[]>;
  risk(entry: Entry, catalog: Catalog): Risk;
}
