import { closest } from '@souk/model/finding/suggest.ts';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { type ProcessPort, write } from './terminal.ts';

interface Subcommand {
  readonly summary: string;
  readonly load: () => Promise<{ run(args: readonly string[], process: ProcessPort): Promise<ExitCode> }>;
}

/** What an admin does with the rules, each loaded when it is called. */
const subcommands: Readonly<Record<string, Subcommand>> = {
  build: {
    summary: 'Compile rules and data to the bundle that checks use',
    load: () => import('./policy/build-command.ts'),
  },
  test: {
    summary: 'Run the cases of every rule, by OPA and by the engine',
    load: () => import('./policy/test-command.ts'),
  },
  docs: { summary: 'Write a page for every rule', load: () => import('./policy/docs-command.ts') },
  impact: {
    summary: 'Show what a change of the rules does to the catalog',
    load: () => import('./policy/impact-command.ts'),
  },
  explain: {
    summary: 'Show what a rule asks, and what it sees of an entity',
    load: () => import('./policy/explain-command.ts'),
  },
  bench: {
    summary: 'Time every rule and name the slow ones',
    load: () => import('./policy/bench-command.ts'),
  },
};

export async function run(args: readonly string[], process: ProcessPort): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h') {
    await write(process.stdout, overview());
    return exitCode.pass;
  }
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (subcommand === undefined) {
    const near = closest(name, Object.keys(subcommands));
    throw new UsageError(
      `There is no souk policy ${JSON.stringify(name)}.${near === undefined ? '' : ` Did you mean ${near}?`}\nSee: souk policy --help`,
    );
  }
  return (await subcommand.load()).run(rest, process);
}

function overview(): string {
  const names = Object.keys(subcommands);
  const width = Math.max(...names.map((name) => name.length));
  return [
    'Work on the rules that judge the catalog.',
    '',
    'Usage: souk policy <command> [options]',
    '',
    'Commands:',
    ...names.map((name) => `  ${name.padEnd(width)}   ${subcommands[name]?.summary}`),
    '',
    'Examples:',
    '  $ souk policy build && souk policy impact   what your edit of a rule would change',
    '  $ souk policy explain developer/license     what a rule asks, and why',
    '',
  ].join('\n');
}
