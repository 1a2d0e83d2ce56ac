import { listReviewComments } from '@souk/github/list-review-comments.ts';
import { readChangedFilesOfPull } from '@souk/github/read-changed-files-of-pull.ts';
import { submitReview } from '@souk/github/submit-review.ts';
import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { assembleSuggestions } from '../feedback/assemble-suggestions.ts';
import type { Gate } from './open-gate.ts';

/**
 * Offers the author the fixes that are certain, as changes that one click takes over, once each.
 *
 * @returns nothing to tell
 * @throws {GitHubError}
 */
export async function suggestFixes(
  { client, bot }: Gate,
  { pull: { number, head }, report, conflicts }: GateOutcome,
  textOf: (path: string) => string,
): Promise<readonly string[]> {
  // Lines are those of the head only where Git could merge it.
  if (conflicts.length > 0 || !report.findings.some(({ fix }) => fix !== undefined)) return [];
  const [{ id: own }, files, comments] = await Promise.all([
    bot,
    readChangedFilesOfPull(client, number),
    listReviewComments(client, number),
  ]);
  const ranges = new Map(files.map(({ path, lines }) => [path, lines]));
  const suggestions = assembleSuggestions({
    findings: report.findings,
    textOf,
    isTouched: (path, line) => ranges.get(path)?.some(({ from, to }) => line >= from && line <= to) === true,
    posted: comments.flatMap(({ author, body }) => (author?.id === own ? [body] : [])),
  });
  if (suggestions.length === 0) return [];
  await submitReview(client, number, {
    event: 'COMMENT',
    body: 'These can be mended with one click each, on the page of the changed files.',
    commit: head,
    comments: suggestions,
  });
  return [];
}
