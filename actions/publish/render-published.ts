import { code, prose } from '@souk/model/report/escape-markdown.ts';
import type { LeftOut, Publication } from './publication.ts';

/** What the comment and the status of a commit say. */
export interface PublishedNotice {
  readonly comment: string;
  readonly status: {
    readonly state: 'pending' | 'success' | 'failure' | 'error';
    /** At most 140 characters. */
    readonly description: string;
  };
}

export const PUBLISHED_MARKER = '<!-- souk:published -->';

const MOST_FILES = 20;
const LONGEST_PART = 300;

/** What is said when there is no controller to ask. */
export function renderMerged(commit: string): string {
  return `✅ Merged as ${code(commit.slice(0, 12))}. Every controller that follows this branch takes it over with its next look; \`souk start\` shows it on your machine.`;
}

/** What is said once the controller was asked. */
export function renderPublished(publication: Publication, commit: string): PublishedNotice {
  const merged = `Merged as ${code(commit.slice(0, 12))}`;
  switch (publication.state) {
    case 'published':
      return published(merged, publication.revision, publication.left);
    case 'late':
      return {
        comment: `⏳ ${merged}. The controller has not said yet that it is published; it takes it over as soon as it can. You have nothing to do: when it is not in the portal in an hour, tell the platform team.`,
        status: {
          state: 'pending',
          description: 'Merged. The controller has not answered yet; there is nothing to do.',
        },
      };
    case 'broken':
      return {
        comment: `⏳ ${merged}. Whether it is published cannot be told: the controller was asked, and ${prose(publication.reason)}. This is not your fault, and you have nothing to do: the platform team has to look at it.`,
        status: {
          state: 'error',
          description: 'Merged. The controller does not answer as it should: see the run.',
        },
      };
  }
}

function published(merged: string, revision: string, left: readonly LeftOut[]): PublishedNotice {
  if (left.length === 0) {
    return {
      comment: `✅ ${merged}, and published at ${code(revision)}.`,
      status: { state: 'success', description: `Published at ${revision}`.slice(0, 140) },
    };
  }
  const count = left.length === 1 ? '1 file was' : `${left.length} files were`;
  const lines = left.slice(0, MOST_FILES).map(({ path, line, message }) => {
    const shown = path.slice(0, LONGEST_PART);
    const place = code(line === undefined ? shown : `${shown}:${line}`);
    return `- ${place}: ${prose(message.slice(0, LONGEST_PART))}`;
  });
  const rest = left.length - lines.length;
  return {
    comment: [
      `⚠️ ${merged}, and published at ${code(revision)}, but ${count} not taken over. What was there before stays as it is.`,
      [...lines, ...(rest > 0 ? [`- … and ${rest} more`] : [])].join('\n'),
      'Mend them by a pull request.',
    ].join('\n\n'),
    status: {
      state: 'failure',
      description: `Published at ${revision}, but ${count} not taken over`.slice(0, 140),
    },
  };
}
