import type { Catalog } from '../catalog/catalog.ts';
import type { Finding } from '../finding/finding.ts';
import { findOwningTeam } from '../impact/owning-team.ts';
import { formatKey, type Team } from '../manifest/manifest.ts';

/** Something of the catalog that does not stand as it should, though nobody changed it. */
export interface Attention {
  /** `Kind/id`, or the path of a file that names no entity. */
  readonly subject: string;
  /** The gravest first. */
  readonly findings: readonly Finding[];
  /** Who answers for it; undefined when the catalog does not say. */
  readonly team: Team | undefined;
}

/**
 * What a judgement of the whole catalog leaves to be mended, one for each entity, those with most to mend first: what
 * denies, and what became known to be vulnerable. Waived findings are settled.
 */
export function assembleAttention(findings: readonly Finding[], catalog: Catalog): readonly Attention[] {
  const standing = findings.filter((finding) => finding.waivedBy === undefined && demandsAction(finding));
  const bySubject = Map.groupBy(standing, ({ entity, location }) =>
    entity === undefined ? location.path : formatKey(entity),
  );
  return [...bySubject]
    .map(([subject, group]) => ({
      subject,
      findings: group.toSorted(byGravity),
      team: teamOf(group[0], catalog),
    }))
    .toSorted((a, b) => denials(b) - denials(a) || byText(a.subject, b.subject));
}

function demandsAction({ level, rule }: Finding): boolean {
  return level === 'deny' || (level === 'warn' && rule.startsWith('vulnerability/'));
}

function denials({ findings }: Attention): number {
  return findings.filter(({ level }) => level === 'deny').length;
}

function byGravity(a: Finding, b: Finding): number {
  return (
    Number(b.level === 'deny') - Number(a.level === 'deny') ||
    byText(a.location.path, b.location.path) ||
    a.location.line - b.location.line ||
    byText(a.rule, b.rule) ||
    byText(a.message, b.message)
  );
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function teamOf(finding: Finding | undefined, catalog: Catalog): Team | undefined {
  return findOwningTeam(finding?.entity && catalog.get(finding.entity)?.manifest, catalog);
}
