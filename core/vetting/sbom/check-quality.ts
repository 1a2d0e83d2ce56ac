import { onValue } from '@souk/model/finding/draft-finding.ts';
import { quoteList } from '@souk/model/finding/suggest.ts';
import type { VettingFinding } from '../vetted-entry.ts';
import type { Sbom } from './sbom.ts';
import type { SbomSettings } from './sbom-settings.ts';
import type { SbomScore } from './score-sbom.ts';

/** Whether a document tells enough to be of use, and whether it still holds. */
export function checkQuality(
  sbom: Sbom,
  score: SbomScore,
  settings: SbomSettings,
  now: Date,
): readonly VettingFinding[] {
  const missing = missingElements(score, settings);
  return sbom.components.length === 0
    ? [emptyDocument()]
    : [
        ...(missing.length === 0 ? [] : [incomplete(missing)]),
        ...(score.score < settings.minimumScore ? [poor(score, settings)] : []),
        ...oldDocument(sbom, settings, now),
      ];
}

function missingElements({ aspects }: SbomScore, { demandedElements, coverage }: SbomSettings): string[] {
  const demanded: ReadonlySet<string> = new Set(demandedElements);
  return aspects
    .filter(({ aspect, has, of }) => demanded.has(aspect) && has < of * (of === 1 ? 1 : coverage))
    .map(({ aspect, reason }) => `${aspect} (${reason ?? 'incomplete'})`);
}

function incomplete(missing: readonly string[]): VettingFinding {
  return {
    rule: 'sbom/minimum-elements',
    message: `Of the minimum elements of a bill of materials, the document lacks ${missing.join('; ')}.`,
    help: 'Use a generator that reads the lockfile, such as souk sbom generate. What is asked is set in policies/data/vetting.yaml.',
    place: onValue(''),
  };
}

function poor({ score, aspects }: SbomScore, { minimumScore }: SbomSettings): VettingFinding {
  const worst = aspects
    .toSorted((a, b) => b.points - b.earned - (a.points - a.earned))
    .filter(({ reason }) => reason !== undefined)
    .slice(0, 3)
    .map(({ aspect }) => aspect);
  return {
    rule: 'sbom/score',
    message: `The quality of the document is ${score} of 100; expected at least ${minimumScore}. Most is lost on ${quoteList(worst).replace(/ or ([^ ]+)$/, ' and $1')}.`,
    help: 'See where each point is lost: souk sbom score FILE.',
    place: onValue(''),
  };
}

function emptyDocument(): VettingFinding {
  return {
    rule: 'sbom/empty',
    message: 'The document lists no components, so nothing that it leaves out is checked.',
    help: 'Generate it from the lockfile or the artifact. Software without any dependency is rare: say so in the pull request.',
    place: onValue(''),
  };
}

const DAY = 86_400_000;

function oldDocument(
  { timestamp }: Sbom,
  { maxAgeDays }: SbomSettings,
  now: Date,
): readonly VettingFinding[] {
  const made = timestamp === undefined ? Number.NaN : Date.parse(timestamp);
  if (Number.isNaN(made)) return [];
  const days = Math.floor((now.getTime() - made) / DAY);
  if (days <= maxAgeDays && made <= now.getTime() + DAY) return [];
  return [
    {
      rule: 'sbom/age',
      message:
        days < 0
          ? `The document says it was made on ${timestamp?.slice(0, 10)}, which is yet to come.`
          : `The document was made ${days} days ago; expected at most ${maxAgeDays}.`,
      help: 'Generate it anew with the next build.',
      place: onValue(''),
    },
  ];
}
