import type { DraftFinding } from '../finding/draft-finding.ts';
import type { Position } from '../finding/locate-start.ts';
import type { EntityKey } from '../manifest/manifest.ts';
import { type ComparedFindings, type JudgedTwice, levelOf, outcomeOf } from './compare-findings.ts';
import { blocks, type Flip } from './compare-outcomes.ts';
import { describeRuleChanges } from './describe-rule-changes.ts';
import type { Impact, ImpactFinding, RuleFlip } from './impact.ts';
import type { Differences } from './judge-twice.ts';
import { owningTeam } from './owning-team.ts';
import { summariseImpact } from './summarise-impact.ts';
import type { WeighedFinding } from './weigh-answer.ts';

export interface ImpactParts {
  readonly judged: JudgedTwice;
  readonly differences: Differences;
  readonly base: Impact['base'];
  readonly head: Impact['head'];
  /** Whether a rule was asked for. */
  readonly isSelected: (rule: string) => boolean;
  /** Where a pointer leads in a file. */
  readonly locate: (path: string, pointer: string) => Position;
}

type Compared = ComparedFindings & { readonly flip: Flip };

/** The differences that are told, before they are placed in their files. */
export function toldFindings(
  { findings }: Differences,
  isSelected: ImpactParts['isSelected'],
): readonly Compared[] {
  return findings.filter((entry): entry is Compared => entry.flip !== undefined && isSelected(entry.pair.id));
}

/** What a change of the policies does, in the order of the entities and the rules. */
export function assembleImpact(parts: ImpactParts): Impact {
  const { judged, differences, base, head, isSelected } = parts;
  const told = toldFindings(differences, isSelected);
  const describe = (shadow: boolean): Record<Flip, RuleFlip[]> => {
    const ofThese = told.filter((entry) => entry.shadow === shadow);
    const list = (flip: Flip): RuleFlip[] =>
      ofThese
        .filter((entry) => entry.flip === flip)
        .map((entry) => describeFlip(entry, parts))
        .toSorted(byEntity);
    return {
      newlyFailing: list('newlyFailing'),
      newlyPassing: list('newlyPassing'),
      changed: list('changed'),
    };
  };
  const at = (place: number): { entity: EntityKey; owner: string | null } => ownedBy(place, judged);
  const content = {
    rules: describeRuleChanges(
      judged.pairs.filter(({ id }) => isSelected(id)),
      judged.waivers,
    ),
    verdicts: differences.verdicts
      .map(({ place, ...turn }) => ({ ...at(place), ...turn }))
      .toSorted(byEntity),
    ...describe(false),
    shadow: describe(true),
    risk: differences.risk.map(({ place, ...change }) => ({ ...at(place), ...change })).toSorted(byEntity),
    approvals: differences.approvals
      .map(({ place, ...change }) => ({ ...at(place), ...change }))
      .toSorted(byEntity),
  };
  return {
    schema: 'souk.impact/v1',
    base,
    head,
    now: judged.now.toISOString(),
    summary: summariseImpact(content, judged.catalog),
    ...content,
  };
}

function ownedBy(
  place: number,
  { subjects, catalog }: JudgedTwice,
): { entity: EntityKey; owner: string | null } {
  const { record, manifest } = subjects.at(place);
  return { entity: record.key, owner: owningTeam(manifest, catalog) ?? null };
}

function describeFlip(entry: Compared, parts: ImpactParts): RuleFlip {
  const { pair, place, before, after, flip } = entry;
  const deciding = decidingFinding(flip, before, after);
  const describe = (finding: WeighedFinding): ImpactFinding => describeFinding(finding, parts);
  const { level, message, location } = describe(deciding);
  return {
    rule: pair.id,
    ...ownedBy(place, parts.judged),
    ...{ level, message, location },
    before: before.map(describe),
    after: after.map(describe),
  };
}

/** The first that blocks on the side where one does; of a mere change the first that was not there. */
function decidingFinding(
  flip: Flip,
  before: readonly WeighedFinding[],
  after: readonly WeighedFinding[],
): WeighedFinding {
  const known = new Set(before.map((finding) => JSON.stringify(outcomeOf(finding))));
  const found = {
    newlyFailing: after.find((finding) => blocks(outcomeOf(finding))),
    newlyPassing: before.find((finding) => blocks(outcomeOf(finding))),
    changed: after.find((finding) => !known.has(JSON.stringify(outcomeOf(finding)))) ?? after[0] ?? before[0],
  }[flip];
  if (found === undefined) throw new Error('What differs has a finding on one side.');
  return found;
}

function describeFinding(finding: WeighedFinding, { locate }: ImpactParts): ImpactFinding {
  const { path, message, waivedBy } = finding.draft;
  return {
    level: levelOf(finding),
    message,
    location: { path, ...locate(path, pointerOf(finding.draft)) },
    ...(waivedBy === undefined ? {} : { waivedBy }),
  };
}

function pointerOf({ place }: DraftFinding): string {
  return 'pointer' in place ? place.pointer : '';
}

function byEntity(a: SortedBy, b: SortedBy): number {
  return (
    compareText(a.owner ?? '', b.owner ?? '') ||
    compareText(a.entity.kind, b.entity.kind) ||
    compareText(a.entity.id, b.entity.id) ||
    compareText(a.rule ?? '', b.rule ?? '')
  );
}

interface SortedBy {
  readonly entity: EntityKey;
  readonly owner: string | null;
  readonly rule?: string;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
