import equal from 'fast-deep-equal';
import type { Change } from '../change/change.ts';
import type { DraftFinding } from '../finding/draft-finding.ts';
import type { Stage } from '../lifecycle/stages.ts';
import { type Entry, formatKey, isEntry, stageOf } from '../manifest/manifest.ts';
import { findBuiltInRule } from '../rule/built-in-rules.ts';
import { isVettingRule } from '../rule/vetting-rules.ts';

const windingDown: ReadonlySet<Stage> = new Set(['maintenance-required', 'deprecated', 'retired']);

/**
 * What was found by looking through an entry only warns where a change does nothing but say that the entry needs
 * maintenance or ends: it brings nothing in, and a flaw must not keep anybody from saying so.
 */
export function easeWindingDown(
  drafts: readonly DraftFinding[],
  changes: readonly Change[],
): readonly DraftFinding[] {
  const eased = new Set(changes.filter(isWindingDown).map(({ key }) => formatKey(key)));
  if (eased.size === 0) return drafts;
  return drafts.map((draft) =>
    draft.entity !== undefined && eased.has(formatKey(draft.entity)) && isDenial(draft)
      ? { ...draft, level: 'warn' }
      : draft,
  );
}

function isWindingDown({ type, before, after, attachments }: Change): boolean {
  const [old, now] = [before?.manifest, after?.manifest];
  if (type !== 'modified' || attachments.length > 0 || old === undefined || now === undefined) return false;
  if (!isEntry(old) || !isEntry(now) || !windingDown.has(stageOf(now))) return false;
  return equal(withoutLifecycle(old), withoutLifecycle(now));
}

function withoutLifecycle({ lifecycle: _, ...rest }: Entry): object {
  return rest;
}

function isDenial({ rule, level }: DraftFinding): boolean {
  return isVettingRule(rule) && (level ?? findBuiltInRule(rule)?.level) === 'deny';
}
