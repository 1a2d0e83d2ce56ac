import type { Marketplace } from '../manifest/manifest.ts';
import type { NoticeSettings } from './notice-settings.ts';

/** How long things may go on, in whole days. */
export interface LifecycleSettings {
  readonly notices: NoticeSettings;
  /** What is installed is kept suspended for so long after a sunset. */
  readonly graceDays: number;
  readonly unusedDays: number;
  readonly ownerlessDays: number;
  readonly unmaintainedDays: number;
  readonly overdueDays: number;
  /** Longest life of an installation by its environment, such as `30d`. */
  readonly maxTtl: ReadonlyMap<string, string>;
}

/** Settings of a marketplace; the defaults where it says nothing. */
export function readLifecycleSettings(marketplace: Marketplace | undefined): LifecycleSettings {
  const { notices, lifecycle, environments } = marketplace ?? {};
  return {
    notices: {
      daysBefore: (notices?.days ?? [90, 60, 30]).toSorted((a, b) => b - a),
      escalateDays: notices?.escalateDays ?? 30,
      leastDays: notices?.leastDays ?? 7,
    },
    graceDays: lifecycle?.graceDays ?? 30,
    unusedDays: lifecycle?.unusedDays ?? 180,
    ownerlessDays: lifecycle?.ownerlessDays ?? 90,
    unmaintainedDays: lifecycle?.unmaintainedDays ?? 730,
    overdueDays: lifecycle?.overdueDays ?? 90,
    maxTtl: new Map(
      (environments ?? []).flatMap(({ name, maxTtl }) => (maxTtl === undefined ? [] : [[name, maxTtl]])),
    ),
  };
}
