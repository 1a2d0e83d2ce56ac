import { publishCheckRun } from '../github/publish-check-run.ts';
import type { Gate } from './open-gate.ts';
import { CHECK_ID, CHECK_NAME } from './required-check.ts';

/** Says on a commit that it could not be judged, as far as GitHub can be reached: without a verdict nothing gets in. */
export async function publishFault(gate: Gate, sha: string, error: unknown): Promise<void> {
  const { client, appSlug, context } = gate;
  const message = error instanceof Error ? error.message : String(error);
  try {
    await publishCheckRun(client, {
      ...{ name: CHECK_NAME, externalId: CHECK_ID, sha, appSlug },
      ...{ status: 'completed', conclusion: 'failure', annotations: [], detailsUrl: context.runUrl },
      title: 'Could not be judged. This is not your fault',
      summary: `Nothing was found wrong with the change, but Souk could not do its work. Run the job again; if it fails again, tell the platform team.\n\n\`\`\`\`text\n${message.replaceAll('`', "'").slice(0, 4000)}\n\`\`\`\``,
      text: '',
    });
  } catch (failure) {
    context.log.warn(`That could not be said on ${sha} either: ${String(failure)}`);
  }
}
