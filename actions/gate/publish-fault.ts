import { publishCheckRun } from '@souk/github/publish-check-run.ts';
import { upsertComment } from '@souk/github/upsert-comment.ts';
import { CHECK_ID, CHECK_NAME } from '@souk/model/gate/required-check.ts';
import { htmlText } from '@souk/model/report/escape-markdown.ts';
import { verdictMarker } from '../feedback/render-comment.ts';
import type { Gate } from './open-gate.ts';

/**
 * Says that a commit could not be judged, as far as GitHub can be reached: without a verdict nothing gets in.
 *
 * @param number of the pull request whose comment says so too; undefined for commits of the merge queue
 */
export function publishFault(gate: Gate, sha: string, error: unknown, number?: number): Promise<void> {
  return publishFailure(gate, sha, number, {
    title: 'Could not be judged. This is not your fault',
    summary: describeFault(error, gate.context.runUrl),
  });
}

/** Says that a branch was not made from the one that it is to go into: nothing can be compared, let alone merged. */
export function publishUnrelated(gate: Gate, sha: string, number: number): Promise<void> {
  return publishFailure(gate, sha, number, {
    title: `Shares no commit with ${gate.branch}`,
    summary: `This branch has a history of its own, so it cannot be merged into \`${gate.branch}\`. Make a new branch from \`${gate.branch}\`, bring your change there, and push it.`,
  });
}

async function publishFailure(
  { client, appSlug, context, bot }: Gate,
  sha: string,
  number: number | undefined,
  { title, summary }: { readonly title: string; readonly summary: string },
): Promise<void> {
  const body = `${verdictMarker}\n## ⚠️ ${title}\n\n${summary}`;
  const said = await Promise.allSettled([
    publishCheckRun(client, {
      ...{ name: CHECK_NAME, externalId: CHECK_ID, sha, appSlug },
      ...{ status: 'completed', conclusion: 'failure', annotations: [], detailsUrl: context.runUrl },
      ...{ title, summary, text: '' },
    }),
    ...(number === undefined
      ? []
      : [
          bot.then((account) => upsertComment(client, number, { marker: verdictMarker, body, bot: account })),
        ]),
  ]);
  for (const outcome of said) {
    if (outcome.status === 'rejected')
      context.log.warn(`That could not be said on ${sha} either: ${String(outcome.reason)}`);
  }
}

const MOST = 4000;

function describeFault(error: unknown, runUrl: string | undefined): string {
  const message = error instanceof Error ? error.message : String(error);
  const retry = runUrl === undefined ? 'Run the job again' : `[Run the job again](${runUrl})`;
  return `Nothing was found wrong with the change, but Souk could not do its work. ${retry}; if it fails again, tell the platform team what stands here.\n\n<pre>${htmlText(message.slice(0, MOST))}</pre>`;
}
