import type { Report } from '@souk/model/report/report.ts';
import { type ExitCode, exitCode } from '../cli/exit-code.ts';
import { ActionFault } from '../runtime/action-fault.ts';

const choices = ['deny', 'warn', 'never'] as const;

/** From which level on a finding makes a job fail; a fault always does. */
export type FailOn = (typeof choices)[number];

/** @throws {ActionFault} `usage` */
export function parseFailOn(text: string): FailOn {
  const choice = text === '' ? 'deny' : choices.find((known) => known === text);
  if (choice !== undefined) return choice;
  throw new ActionFault(
    'usage',
    `The input fail-on takes ${choices.join(', ')}, and got ${JSON.stringify(text)}.`,
  );
}

export function exitCodeOf(
  { verdict, findings }: Pick<Report, 'verdict' | 'findings'>,
  failOn: FailOn,
): ExitCode {
  if (verdict === 'error') return exitCode.fault;
  if (failOn === 'never') return exitCode.pass;
  const warned = findings.some(({ level, waivedBy }) => level === 'warn' && waivedBy === undefined);
  return verdict === 'fail' || (failOn === 'warn' && warned) ? exitCode.denied : exitCode.pass;
}
