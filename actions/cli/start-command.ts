import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { type ExitCode, exitCode } from './exit-code.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import type { ProcessPort } from './terminal.ts';

const CONTROLLER = fileURLToPath(new URL('../../controller/src/main.ts', import.meta.url));

function define(): Command {
  const command = new Command('souk start')
    .description('Open the marketplace: keeps the registry true to Git, and serves the portal and the API.')
    .allowExcessArguments(false)
    .option('--worktree', 'show the files on disk, committed or not, and follow them while you edit')
    .addHelpText(
      'after',
      '\nSettings come from the environment: SOUK_REPO, SOUK_BRANCH, SOUK_PORT (7070), SOUK_HOST (127.0.0.1),\nSOUK_DATA_DIR (.souk), SOUK_DATABASE_URL and others; docs/operator.md lists them all.',
    );
  return addExamples(command, [
    ['souk start', 'the marketplace of the branch main, at http://127.0.0.1:7070'],
    ['souk start --worktree', 'the same, of the files as you edit them'],
    ['SOUK_PORT=8080 souk start', 'at another port'],
  ]);
}

/** Runs the controller as a process of its own: the two sides share no code, only the catalog. */
export async function run(args: readonly string[], port: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<{ worktree?: boolean }>(
    define(),
    args,
    (text) => void port.stdout.write(text),
  );
  if (parsed === undefined) return exitCode.pass;
  const child = spawn(
    process.execPath,
    [CONTROLLER, ...(parsed.options.worktree === true ? ['--worktree'] : [])],
    {
      stdio: 'inherit',
      cwd: port.cwd(),
    },
  );
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve((code ?? exitCode.fault) as ExitCode);
    });
  });
}
