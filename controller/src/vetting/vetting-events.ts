import type { Finding } from '@souk/model/finding/finding.ts';
import type { NewEvent } from '../events/event.ts';
import type { VettingResult } from './vet-entry.ts';
import type { Vettable } from './vettable.ts';

/** A finding as far as it tells one from another over time: lines move, and so does what follows from them. */
export interface KnownFinding extends Pick<Finding, 'rule' | 'level' | 'message'> {
  readonly waivedBy?: string | undefined;
}

const MOST_TOLD = 20;

/** What happened when an entry was looked through and something came out differently. */
export function vettingEvents(
  { key, version, commit, vetted }: Vettable,
  { findings, verdict, score }: VettingResult,
  before: readonly KnownFinding[],
): NewEvent[] {
  const name = key.kind.toLowerCase();
  const told = { version, verdict, score: score?.score, badge: score?.badge };
  const judged: NewEvent = { type: `${name}.judged`, entity: key, commit, data: told };
  // What was found when it first came is no news of a published entry: who merged it knew.
  const fresh = vetted === undefined ? [] : newDenials(findings, before);
  if (fresh.length === 0) return [judged];
  const listed = fresh.slice(0, MOST_TOLD).map(({ rule, message }) => ({ rule, message }));
  const data = { ...told, denials: fresh.length, findings: listed };
  return [judged, { type: `${name}.vulnerable`, entity: key, commit, data }];
}

function newDenials(findings: readonly Finding[], before: readonly KnownFinding[]): Finding[] {
  const known = new Set(before.filter(isDenial).map(wordsOf));
  return findings.filter((finding) => isDenial(finding) && !known.has(wordsOf(finding)));
}

function isDenial({ level, waivedBy }: KnownFinding): boolean {
  return level === 'deny' && waivedBy === undefined;
}

function wordsOf({ rule, message }: KnownFinding): string {
  return JSON.stringify([rule, message]);
}
