import { closest } from '@souk/model/finding/suggest.ts';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { type ProcessPort, write } from './terminal.ts';

interface CommandModule {
  run(args: readonly string[], process: ProcessPort): Promise<ExitCode>;
}

interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** A command is loaded when it is called: a check should not wait for what the others need. */
const commands: Readonly<Record<string, CommandEntry>> = {
  check: { summary: 'Judge a change, or the whole catalog', load: () => import('./check-command.ts') },
  init: { summary: 'Start a new app or connector from a template', load: () => import('./init-command.ts') },
  install: {
    summary: 'Ask for an installation of an app or connector',
    load: () => import('./install-command.ts'),
  },
  cost: {
    summary: 'Work out what an app or connector would cost',
    load: () => import('./cost-command.ts'),
  },
  import: {
    summary: 'Bring manifests of other formats into the catalog',
    load: () => import('./import-command.ts'),
  },
  export: { summary: 'Write the catalog in another format', load: () => import('./export-command.ts') },
  policy: { summary: 'Build, test and try out the rules', load: () => import('./policy-command.ts') },
  advisories: {
    summary: 'Fetch the advisories that vulnerabilities are judged by',
    load: () => import('./advisories-command.ts'),
  },
  sbom: { summary: 'Write, verify and score bills of materials', load: () => import('./sbom-command.ts') },
  sign: { summary: 'Sign a file or a digest', load: () => import('./sign-command.ts') },
  verify: {
    summary: 'Verify a signature, and how something was built',
    load: () => import('./verify-command.ts'),
  },
  audit: { summary: 'Verify and keep the log of who did what', load: () => import('./audit-command.ts') },
  gate: { summary: 'Set up what protects a repository on GitHub', load: () => import('./gate-command.ts') },
  start: { summary: 'Open the marketplace: portal and API', load: () => import('./start-command.ts') },
  doctor: {
    summary: 'Look at everything a controller needs, and how to mend it',
    load: () => import('./doctor-command.ts'),
  },
  renew: {
    summary: 'After a restore: have nobody take new events for old ones',
    load: () => import('./renew-command.ts'),
  },
};

/** Runs the command line and gives the exit code. Never throws. */
export async function main(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  // A reader that went away is met again by the write that follows, which knows what to do.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  try {
    const [name, ...rest] = args;
    if (name === undefined || name === '--help' || name === '-h' || name === 'help')
      return await showOverview(rest, process);
    if (name === '--version' || name === '-V') return await showVersion(process);
    return await (await loadCommand(name)).run(rest, process);
  } catch (error) {
    return reportFailure(error, process);
  }
}

async function loadCommand(name: string): Promise<CommandModule> {
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry !== undefined) return entry.load();
  const near = closest(name, Object.keys(commands));
  throw new UsageError(
    `There is no command ${JSON.stringify(name)}.${near === undefined ? '' : ` Did you mean ${near}?`}\nCommands: ${Object.keys(commands).join(', ')}. See: souk --help`,
  );
}

async function showOverview([topic]: readonly string[], process: ProcessPort): Promise<ExitCode> {
  if (topic !== undefined) return (await loadCommand(topic)).run(['--help'], process);
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}   ${summary}`);
  const text = [
    'Souk: the marketplace of your organisation, kept in Git.',
    '',
    'Usage: souk <command> [options]',
    '',
    'Commands:',
    ...list,
    '',
    'Exit codes: 0 pass, 1 denied by a finding, 2 wrong usage, 3 a fault that is not yours.',
    'Help on a command: souk <command> --help',
  ];
  await write(process.stdout, `${text.join('\n')}\n`);
  return exitCode.pass;
}

async function showVersion(process: ProcessPort): Promise<ExitCode> {
  const { default: manifest } = await import('../package.json', { with: { type: 'json' } });
  await write(process.stdout, `souk ${manifest.version}\n`);
  return exitCode.pass;
}

async function reportFailure(error: unknown, process: ProcessPort): Promise<ExitCode> {
  if (error instanceof UsageError) {
    await write(process.stderr, `souk: ${error.message}\n`);
    return exitCode.usage;
  }
  const message = error instanceof Error ? error.message : String(error);
  const detail =
    process.env['SOUK_DEBUG'] === undefined || !(error instanceof Error) ? '' : `\n${error.stack ?? ''}`;
  await write(process.stderr, `souk: ${message}${detail}\n`);
  return exitCode.fault;
}
