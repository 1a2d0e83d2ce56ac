import { checkSnapshot } from '@souk/model/check/check-catalog.ts';
import { assessRisk } from '@souk/model/risk/assess-risk.ts';
import type { CatalogJudge } from './catalog-judge.ts';

/** The checks of `souk check`, as every pull request meets them. */
export const coreJudge: CatalogJudge = { findings: checkSnapshot, risk: assessRisk };
