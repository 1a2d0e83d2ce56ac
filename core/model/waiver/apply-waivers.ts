import equal from 'fast-deep-equal';
import type { Catalog } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import type { DraftFinding } from '../finding/draft-finding.ts';
import { valueAt } from '../finding/json-pointer.ts';
import { formatKey, type Waiver } from '../manifest/manifest.ts';
import { waivedKey } from '../policy/affected-subjects.ts';
import { findBuiltInRule } from '../rule/built-in-rules.ts';
import { isWaivable, type WaiverSettings } from './waiver-settings.ts';

export interface WaiverContext {
  readonly head: Catalog;
  readonly changes: readonly Change[];
  readonly now: Date;
  readonly settings: WaiverSettings;
}

export interface WaivedDrafts {
  /** The same findings; those that are waived say by whom. None disappears. */
  readonly drafts: readonly DraftFinding[];
  /** Ids of the waivers that silenced something. */
  readonly used: ReadonlySet<string>;
}

/** Marks the findings that a waiver silences. */
export function applyWaivers(drafts: readonly DraftFinding[], context: WaiverContext): WaivedDrafts {
  if (drafts.length === 0) return { drafts, used: new Set() };
  const waivers = Map.groupBy(waiversFor(drafts, context), (waiver) => formatKey(waivedKey(waiver)));
  const used = new Set<string>();
  const marked = drafts.map((draft) => {
    const candidates = draft.entity === undefined ? [] : (waivers.get(formatKey(draft.entity)) ?? []);
    const waiver = candidates.find((candidate) => silences(candidate, draft, context));
    if (waiver === undefined) return explainExpiry(draft, candidates, context);
    used.add(waiver.id);
    return { ...draft, waivedBy: waiver.id };
  });
  return { drafts: marked, used };
}

/** Only waivers that name a judged entity are looked at. */
function waiversFor(drafts: readonly DraftFinding[], { head }: WaiverContext): Waiver[] {
  const ids = new Set(drafts.flatMap(({ entity }) => entity?.id ?? []));
  return head.ofKind('Waiver').flatMap((record) => {
    const waiver = record.manifest as Waiver | undefined;
    return waiver !== undefined && ids.has(waivedKey(waiver).id) ? [waiver] : [];
  });
}

function silences(waiver: Waiver, draft: DraftFinding, context: WaiverContext): boolean {
  return (
    !isFault(draft) &&
    names(waiver, draft, context) &&
    !hasExpired(waiver, context.now) &&
    isWaivable(waiver.rule, context.settings) &&
    !hasMovedOn(waiver, draft, context.changes)
  );
}

/** What a check or a rule could not do is no finding that somebody could live with. */
function isFault({ rule, level }: DraftFinding): boolean {
  return (level ?? findBuiltInRule(rule)?.level ?? 'error') === 'error';
}

function names(
  { rule, path, about }: Waiver,
  draft: DraftFinding,
  { head }: Pick<WaiverContext, 'head'>,
): boolean {
  if (rule !== draft.rule) return false;
  if (about !== undefined && about !== draft.about) return false;
  if (path === undefined) return true;
  const pointer = 'pointer' in draft.place ? draft.place.pointer : undefined;
  // A path leads through the manifest: in a document beside it, it would lead somewhere else.
  const manifest = draft.entity === undefined ? undefined : head.get(draft.entity)?.path;
  const inManifest = manifest === undefined || manifest === draft.path;
  return inManifest && (pointer === path || pointer?.startsWith(`${path}/`) === true);
}

function hasExpired({ expiresAt }: Waiver, now: Date): boolean {
  return !(Date.parse(expiresAt) > now.getTime());
}

/**
 * Whether a change puts something else in the place that was waived: an exception for one host does not cover the
 * host that takes its position in the list.
 */
function hasMovedOn(waiver: Waiver, { entity }: DraftFinding, changes: readonly Change[]): boolean {
  const { path } = waiver;
  if (path === undefined || changes.some(({ key }) => key.kind === 'Waiver' && key.id === waiver.id))
    return false;
  const change = changes.find(({ key }) => key.kind === entity?.kind && key.id === entity.id);
  const before = change?.before?.manifest;
  const after = change?.after?.manifest;
  return before !== undefined && after !== undefined && !equal(valueAt(before, path), valueAt(after, path));
}

function explainExpiry(
  draft: DraftFinding,
  candidates: readonly Waiver[],
  context: WaiverContext,
): DraftFinding {
  const expired = candidates.find(
    (waiver) => names(waiver, draft, context) && hasExpired(waiver, context.now),
  );
  return expired === undefined
    ? draft
    : { ...draft, help: `${draft.help} The waiver ${expired.id} for it expired on ${expired.expiresAt}.` };
}
