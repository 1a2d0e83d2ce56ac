import type { RequiredApproval } from '@souk/model/approval/approvals.ts';
import type { Level } from '@souk/model/finding/finding.ts';
import { blocks, type Flip, flips } from '@souk/model/impact/compare-outcomes.ts';
import type {
  Impact,
  ImpactFinding,
  ImpactLocation,
  RuleFlip,
  TeamImpact,
} from '@souk/model/impact/impact.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';

/** What concerns one team, as the formats for people show it. */
export interface ImpactSection {
  readonly team: TeamImpact;
  readonly groups: readonly ImpactGroup[];
}

/** Entities that one and the same thing happens to. */
export interface ImpactGroup {
  readonly kind: Flip | 'risk' | 'approvals';
  /** By a rule that is only being tried out. */
  readonly shadow: boolean;
  readonly rule?: string;
  /** What happens, in a few words; empty where the kind says it all. */
  readonly label: string;
  readonly message: string;
  readonly entities: readonly { readonly key: string; readonly location?: ImpactLocation }[];
}

type Item = Omit<ImpactGroup, 'entities'> & {
  readonly owner: string | null;
  readonly key: string;
  readonly location?: ImpactLocation;
};

/** The sections of all teams, those with most to mend first; in each, what fails comes first. */
export function sectionsOf(impact: Impact): ImpactSection[] {
  const items = [
    ...flipItems(impact, false),
    ...riskItems(impact),
    ...approvalItems(impact),
    ...flipItems(impact.shadow, true),
  ];
  const byOwner = Map.groupBy(items, ({ owner }) => owner);
  return impact.summary.byTeam.map((team) => ({ team, groups: groupItems(byOwner.get(team.team) ?? []) }));
}

function groupItems(items: readonly Item[]): ImpactGroup[] {
  const groups = Map.groupBy(items, ({ kind, shadow, rule, label, message }) =>
    JSON.stringify([kind, shadow, rule, label, message]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { owner: _, key: __, location: ___, ...shared } = first;
    const entities = group.map(({ key, location }) => ({
      key,
      ...(location === undefined ? {} : { location }),
    }));
    return [{ ...shared, entities }];
  });
}

function flipItems(part: Readonly<Record<Flip, readonly RuleFlip[]>>, shadow: boolean): Item[] {
  return flips.flatMap((kind) =>
    part[kind].flatMap(({ rule, entity, owner, message, location, before, after }): Item[] => {
      const shared = { kind, shadow, rule, owner, key: formatKey(entity) };
      if (kind !== 'newlyFailing') {
        const label = kind === 'changed' ? describeChange(before, after) : '';
        return [{ ...shared, label, message, location }];
      }
      // Each place that has to be mended.
      return after
        .filter(blocks)
        .map((finding) => ({ ...shared, label: '', message: finding.message, location: finding.location }));
    }),
  );
}

function riskItems({ risk }: Impact): Item[] {
  return risk.map(({ entity, owner, before, after, reasons }) => ({
    ...{ kind: 'risk', shadow: false, owner, key: formatKey(entity) },
    label: `${before} → ${after}`,
    message: reasons.map(({ text }) => text).join(' '),
  }));
}

function approvalItems({ approvals }: Impact): Item[] {
  return approvals.map(({ entity, owner, before, after }) => ({
    ...{ kind: 'approvals', shadow: false, owner, key: formatKey(entity) },
    label: `${whoApproves(before)} → ${whoApproves(after)}`,
    message: '',
  }));
}

function whoApproves(required: readonly RequiredApproval[]): string {
  if (required.length === 0) return 'nobody';
  return required.map(({ role, count }) => (count === 1 ? role : `${role} ×${count}`)).join(', ');
}

const nouns: Readonly<Record<Level, string>> = {
  error: 'error',
  deny: 'denial',
  warn: 'warning',
  notice: 'note',
};

/** In a few words, how what a rule says differs where the verdict does not turn. */
export function describeChange(before: readonly ImpactFinding[], after: readonly ImpactFinding[]): string {
  const levelsBefore = levelsIn(before);
  const levelsAfter = levelsIn(after);
  if (levelsBefore === '') return `new ${levelsAfter}`;
  if (levelsAfter === '') return `${levelsBefore} gone`;
  if (levelsBefore !== levelsAfter) return `${levelsBefore} → ${levelsAfter}`;
  const waiverBefore = waiversIn(before);
  const waiverAfter = waiversIn(after);
  if (waiverBefore !== waiverAfter)
    return waiverAfter === '' ? 'no longer waived' : `waived by ${waiverAfter}`;
  if (before.length !== after.length) return `${before.length} → ${after.length} places`;
  return 'says something else';
}

function levelsIn(findings: readonly ImpactFinding[]): string {
  const words = findings.map(
    ({ level, waivedBy }) => `${waivedBy === undefined ? '' : 'waived '}${nouns[level]}`,
  );
  return [...new Set(words)].join(', ');
}

function waiversIn(findings: readonly ImpactFinding[]): string {
  return [...new Set(findings.flatMap(({ waivedBy }) => waivedBy ?? []))].join(', ');
}
