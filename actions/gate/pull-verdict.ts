import type { GateState } from '@souk/model/gate/gate-outcome.ts';
import type { Report } from '@souk/model/report/report.ts';
import type { Decision } from './decision.ts';

/** What came of one pull request. */
export type PullVerdict =
  | {
      readonly state: GateState;
      readonly number: number;
      readonly risk: Report['risk']['tier'];
      /** Undefined for the merge queue, which acts by itself. */
      readonly decision?: Decision;
    }
  /** Nothing was written: it has new commits, which are judged by themselves. */
  | { readonly state: 'moved'; readonly number: number }
  | { readonly state: 'skipped'; readonly number: number; readonly because: string }
  /** Something failed on the way. */
  | { readonly state: 'failed'; readonly number: number; readonly because: string };
