import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { type ExitCode, exitCode } from './exit-code.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import type { ProcessPort } from './terminal.ts';

const RENEWAL = fileURLToPath(new URL('../../controller/src/restore/main.ts', import.meta.url));

function define(): Command {
  const command = new Command('souk renew')
    .description(
      'After a backup of the database was restored, and before the controller is started again: gives the registry a new epoch. Its numbers have gone back with the database; so nobody takes a new event for one that they know.',
    )
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      '\nSettings come from the environment, as for souk start: SOUK_DATABASE_URL, or SOUK_DATA_DIR for the embedded database.\nRefuses while a controller runs on the database. Exit codes: 0 renewed, 2 wrong usage, 3 nothing was renewed.',
    );
  return addExamples(command, [['souk renew', 'once, after pg_restore']]);
}

/** Runs the renewal of the controller as a process of its own: the two sides share no code. */
export async function run(args: readonly string[], port: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments(define(), args, (text) => void port.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const child = spawn(process.execPath, [RENEWAL], { stdio: 'inherit', cwd: port.cwd() });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code === 0 ? exitCode.pass : code === 2 ? exitCode.usage : exitCode.fault);
    });
  });
}
