import { type Command, CommanderError } from 'commander';
import { UsageError } from './exit-code.ts';

export interface ParsedArguments<Options> {
  readonly options: Options;
  readonly operands: readonly string[];
}

/**
 * Parses the arguments of one command. Undefined when help was asked for, and shown.
 * @throws {UsageError}
 */
export function parseArguments<Options>(
  command: Command,
  args: readonly string[],
  write: (text: string) => void,
): ParsedArguments<Options> | undefined {
  command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({ writeOut: write, writeErr: () => undefined });
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed' || error.code === 'commander.help') return undefined;
    throw new UsageError(
      `${error.message.replace(/^error: /, '').replace(/\n\((.*)\)$/, '. $1')}\nSee: ${command.name()} --help`,
    );
  }
  return { options: command.opts<object>() as Options, operands: command.args };
}

/** Adds worked examples below the help of a command. */
export function addExamples(command: Command, examples: readonly (readonly [string, string])[]): Command {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, meaning]) => `  $ ${line.padEnd(width)}   ${meaning}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}
