import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { SelectableCheck } from '@souk/model/check/check-names.ts';
import type { ExitCode } from '../cli/exit-code.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { exitCodeOf, parseFailOn } from './fail-on.ts';
import { judgeEvent } from './judge-event.ts';
import { publishOutcome } from './publish-outcome.ts';

/** Judges the change that a workflow runs for by some of the checks, and shows what is found. */
export async function runCheckAction(
  context: ActionContext,
  names: readonly SelectableCheck[],
): Promise<ExitCode> {
  const failOn = parseFailOn(context.input('fail-on'));
  const folder = await mkdtemp(join(context.temp, 'souk-'));
  context.log.progress(`Running ${names.join(', ')}`);
  const { outcome } = await judgeEvent(context, names, join(folder, 'policies'));
  await publishOutcome(context, outcome, ['report', 'sarif'], folder);
  return exitCodeOf(outcome.report, failOn);
}
