import { closest } from '@souk/model/finding/suggest.ts';
import { type ExitCode, exitCode, UsageError } from './exit-code.ts';
import { type ProcessPort, write } from './terminal.ts';

/** A command that consists of others, each loaded when it is called. */
export interface CommandGroup {
  /** Such as `souk sbom`. */
  readonly name: string;
  readonly description: string;
  readonly subcommands: Readonly<Record<string, Subcommand>>;
  /** A line and what it does. */
  readonly examples: readonly (readonly [string, string])[];
}

interface Subcommand {
  readonly summary: string;
  readonly load: () => Promise<{ run(args: readonly string[], process: ProcessPort): Promise<ExitCode> }>;
}

/** @throws {UsageError} when the first argument names none of them */
export async function runSubcommand(
  group: CommandGroup,
  [name, ...rest]: readonly string[],
  process: ProcessPort,
): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === '-h') {
    await write(process.stdout, overview(group));
    return exitCode.pass;
  }
  const subcommand = Object.hasOwn(group.subcommands, name) ? group.subcommands[name] : undefined;
  if (subcommand !== undefined) return (await subcommand.load()).run(rest, process);
  const near = closest(name, Object.keys(group.subcommands));
  throw new UsageError(
    `There is no ${group.name} ${JSON.stringify(name)}.${near === undefined ? '' : ` Did you mean ${near}?`}\nSee: ${group.name} --help`,
  );
}

function overview({ name, description, subcommands, examples }: CommandGroup): string {
  const commands = Object.entries(subcommands).map(([command, { summary }]) => [command, summary] as const);
  return [
    description,
    '',
    `Usage: ${name} <command> [options]`,
    '',
    'Commands:',
    ...alignRows(commands, '  '),
    '',
    'Examples:',
    ...alignRows(examples, '  $ '),
    '',
  ].join('\n');
}

function alignRows(rows: readonly (readonly [string, string])[], mark: string): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `${mark}${first.padEnd(width)}   ${second}`);
}
