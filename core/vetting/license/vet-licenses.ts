import { type LocatedSbom, placeInSbom } from '../dependency/located-sbom.ts';
import type { VettedEntry, VettingFinding } from '../vetted-entry.ts';
import { distributionModelOf } from './distribution-model.ts';
import { type JudgedComponent, judgeComponent } from './judge-component.ts';
import { judgeOwnLicense } from './judge-own-license.ts';
import type { DistributionModel, LicenseSettings } from './license-settings.ts';
import type { LicenseOutcome } from './match-policy.ts';

/** What was learnt of the licences of an entry and of what it is made of. */
export interface LicenseEvidence {
  readonly model: DistributionModel;
  /** Of the licence that the manifest declares; absent when it declares none. */
  readonly own?: LicenseOutcome;
  /** Numbers of components. One under several licences counts where the worst of them puts it. */
  readonly components: Readonly<Record<JudgedComponent['standing'], number>>;
  /** Numbers of components by licence, as the bill of materials writes it. */
  readonly licenses: Readonly<Record<string, number>>;
}

export interface LicenseVetting {
  readonly findings: readonly VettingFinding[];
  readonly evidence: LicenseEvidence;
}

/** Judges the licence of an entry and those of its components. */
export function vetLicenses(
  { entry }: Pick<VettedEntry, 'entry'>,
  settings: LicenseSettings,
  located: LocatedSbom | undefined,
): LicenseVetting {
  const model = distributionModelOf(entry, settings.distribution);
  const own =
    entry.license === undefined
      ? undefined
      : judgeOwnLicense(entry.license, settings.models[model], settings.ownLicenses);
  const components = located?.sbom.components ?? [];
  const judged = components.map((component) => judgeComponent(component, model, settings));
  return {
    findings: [
      ...(own?.finding === undefined ? [] : [own.finding]),
      ...placeInSbom(
        judged.flatMap(({ findings }) => findings),
        located?.file,
      ),
    ],
    evidence: {
      model,
      ...(own === undefined ? {} : { own: own.outcome }),
      components: countStandings(judged),
      licenses: countEach(components.flatMap(({ licenses }) => licenses)),
    },
  };
}

function countStandings(judged: readonly JudgedComponent[]): LicenseEvidence['components'] {
  const numbers = { allowed: 0, review: 0, unknown: 0, denied: 0, missing: 0, exempt: 0 };
  for (const { standing } of judged) numbers[standing] += 1;
  return numbers;
}

function countEach(words: readonly string[]): Record<string, number> {
  const numbers = new Map<string, number>();
  for (const word of words) numbers.set(word, (numbers.get(word) ?? 0) + 1);
  return Object.fromEntries([...numbers].sort(([a], [b]) => (a < b ? -1 : 1)));
}
