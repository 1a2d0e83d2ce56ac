import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { addExamples, parseArguments } from './parse-arguments.ts';
import type { ProcessPort } from './terminal.ts';

const DOCTOR = fileURLToPath(new URL('../../controller/src/doctor/main.ts', import.meta.url));

interface Options {
  readonly url?: string;
  readonly format: 'text' | 'json';
}

function define(): Command {
  const command = new Command('souk doctor')
    .description(
      'Look at everything that a controller needs, and at the one that runs: what is there, what is wrong, and how to mend it. Changes nothing.',
    )
    .allowExcessArguments(false)
    .option('--url <url>', 'controller to look at; found by the settings when absent')
    .addOption(new Option('--format <format>', 'how to say it').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      '\nSettings come from the environment, as for souk start.\nExit codes: 0 all is well or only worth a look, 1 something is broken, 2 wrong usage.',
    );
  return addExamples(command, [
    ['souk doctor', 'before the first start, or when one fails'],
    ['souk doctor --url https://souk.example.com', 'a controller elsewhere'],
    ['souk doctor --format json', 'for programs'],
  ]);
}

/** Runs the doctor of the controller as a process of its own: the two sides share no code. */
export async function run(args: readonly string[], port: ProcessPort): Promise<ExitCode> {
  const parsed = parseArguments<Options>(define(), args, (text) => void port.stdout.write(text));
  if (parsed === undefined) return exitCode.pass;
  const { url, format } = parsed.options;
  const protocol = url === undefined ? undefined : URL.parse(url)?.protocol;
  if (url !== undefined && protocol !== 'http:' && protocol !== 'https:')
    throw new UsageError(
      `--url must be an address such as http://127.0.0.1:7070; found ${JSON.stringify(url)}.`,
    );
  const child = spawn(
    process.execPath,
    [DOCTOR, '--format', format, ...(url === undefined ? [] : ['--url', url])],
    { stdio: 'inherit', cwd: port.cwd() },
  );
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code === 0 ? exitCode.pass : code === 1 ? exitCode.denied : exitCode.fault);
    });
  });
}
