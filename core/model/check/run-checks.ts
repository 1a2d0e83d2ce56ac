import { type DraftFinding, wholeFile } from '../finding/draft-finding.ts';
import type { Check, CheckContext } from './check.ts';

/** Runs the checks in order. One that fails is an error in the report, not the end of the others. */
export function runChecks(checks: readonly Check[], context: CheckContext): DraftFinding[] {
  return checks.flatMap((check) => {
    try {
      return check.run(context);
    } catch (error) {
      return [
        {
          rule: 'check/crashed',
          level: 'error',
          path: context.subjects[0]?.path ?? '.',
          place: wholeFile,
          message: `The ${check.name} check could not do its work: ${error instanceof Error ? error.message : String(error)}`,
          help: 'This is not your fault. Report it to the platform team with the output of this command.',
        },
      ];
    }
  });
}
