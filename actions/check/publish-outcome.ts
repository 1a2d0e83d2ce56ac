import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderReport } from '../report/render-report.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import type { CheckOutcome } from './run-check.ts';

/** A file that an action writes, by the name of its output; its place can be named by an input, such as `report-file`. */
const files = { report: 'json', sarif: 'sarif' } as const;

/** How reports are written where there is no terminal. */
const log = { color: false, columns: 120 };

/**
 * Shows what was found: on lines, on the page of the run, in the log and in files.
 *
 * @param folder for files whose place nobody names
 */
export async function publishOutcome(
  context: ActionContext,
  outcome: CheckOutcome,
  outputs: readonly (keyof typeof files)[],
  folder: string,
): Promise<void> {
  context.log.info(await renderReport('text', outcome, log));
  context.annotate(outcome.report.findings);
  await context.appendSummary(await renderReport('markdown', outcome, log));
  for (const output of outputs) {
    const named = context.input(`${output}-file`);
    const path = named === '' ? join(folder, `${output}.json`) : resolve(context.workspace, named);
    await writeFile(path, await renderReport(files[output], outcome, log));
    context.setOutput(output, path);
  }
  context.setOutput('verdict', outcome.report.verdict);
}
