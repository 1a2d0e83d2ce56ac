import type { AdvisoryUse } from '@souk/model/vetting/advisory-use.ts';

/** What an entry was held against, as it is stored: the ecosystems of its packages, and a digest of what was said. */
export function formatAdvisories({ ecosystems, digest }: AdvisoryUse): string {
  return JSON.stringify([ecosystems, digest]);
}

/** The ecosystems in such a mark. */
export function ecosystemsOfMark(mark: string): readonly string[] {
  const [ecosystems]: unknown[] = JSON.parse(mark);
  return Array.isArray(ecosystems) ? ecosystems.filter((name) => typeof name === 'string') : [];
}
