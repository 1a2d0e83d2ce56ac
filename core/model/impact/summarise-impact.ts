import type { Catalog } from '../catalog/catalog.ts';
import type { Team } from '../manifest/manifest.ts';
import { type Flip, flips } from './compare-outcomes.ts';
import type { FlipCounts, Impact, ImpactSummary, RuleFlip, TeamImpact } from './impact.ts';

type Content = Pick<Impact, Flip | 'shadow' | 'risk' | 'approvals' | 'verdicts'>;

/** What an admin looks at first: how much, by which rule, and whom to talk to. */
export function summariseImpact(content: Content, catalog: Catalog): ImpactSummary {
  const everything = [content, content.shadow].flatMap((part) => flips.flatMap((flip) => part[flip]));
  const rules = [...new Set(everything.map(({ rule }) => rule))].sort();
  return {
    entities: catalog.records.length,
    verdicts: {
      toFail: content.verdicts.filter(({ after }) => after === 'fail').length,
      toPass: content.verdicts.filter(({ after }) => after === 'pass').length,
    },
    ...countFlips(content),
    risk: content.risk.length,
    approvals: content.approvals.length,
    byRule: rules.map((rule) => ({ rule, ...countFlips(content, (flip) => flip.rule === rule) })),
    byTeam: summariseTeams(content, catalog).toSorted(byWeight),
  };
}

function countFlips(
  content: Pick<Content, Flip | 'shadow'>,
  isCounted: (flip: RuleFlip) => boolean = () => true,
): FlipCounts {
  const count = (part: Readonly<Record<Flip, readonly RuleFlip[]>>): Record<Flip, number> => ({
    newlyFailing: part.newlyFailing.filter(isCounted).length,
    newlyPassing: part.newlyPassing.filter(isCounted).length,
    changed: part.changed.filter(isCounted).length,
  });
  return { ...count(content), shadow: count(content.shadow) };
}

function summariseTeams(content: Content, catalog: Catalog): TeamImpact[] {
  const owned = splitByOwner(content);
  return [...owned].map(([owner, theirs]) => {
    const team =
      owner === null ? undefined : (catalog.get({ kind: 'Team', id: owner })?.manifest as Team | undefined);
    return {
      team: owner,
      name: team?.name ?? null,
      contact: contactOf(team) ?? null,
      ...countFlips(theirs),
      risk: theirs.risk.length,
      approvals: theirs.approvals.length,
    };
  });
}

type Owned = Record<Flip, RuleFlip[]> & {
  readonly shadow: Record<Flip, RuleFlip[]>;
  readonly risk: Content['risk'][number][];
  readonly approvals: Content['approvals'][number][];
};

function splitByOwner(content: Content): Map<string | null, Owned> {
  const owned = new Map<string | null, Owned>();
  const of = ({ owner }: { readonly owner: string | null }): Owned => {
    const theirs = owned.get(owner) ?? { ...noFlips(), shadow: noFlips(), risk: [], approvals: [] };
    owned.set(owner, theirs);
    return theirs;
  };
  for (const flip of flips) {
    for (const item of content[flip]) of(item)[flip].push(item);
    for (const item of content.shadow[flip]) of(item).shadow[flip].push(item);
  }
  for (const item of content.risk) of(item).risk.push(item);
  for (const item of content.approvals) of(item).approvals.push(item);
  return owned;
}

function noFlips(): Record<Flip, RuleFlip[]> {
  return { newlyFailing: [], newlyPassing: [], changed: [] };
}

function contactOf(team: Team | undefined): string | undefined {
  const contact = team?.contact;
  return typeof contact === 'object' ? (contact.slack ?? contact.email ?? contact.url) : contact;
}

/** Whoever has something to mend comes first, then whoever sees most of the change. */
function byWeight(a: TeamImpact, b: TeamImpact): number {
  return (
    b.newlyFailing - a.newlyFailing ||
    b.newlyPassing + b.changed - a.newlyPassing - a.changed ||
    b.shadow.newlyFailing - a.shadow.newlyFailing ||
    b.risk + b.approvals - a.risk - a.approvals ||
    ((a.team ?? '') < (b.team ?? '') ? -1 : 1)
  );
}
