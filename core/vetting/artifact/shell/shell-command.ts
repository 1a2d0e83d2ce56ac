import type { Span } from '../remark.ts';

/** A word of a command with its quotes taken off. */
export interface ShellWord extends Span {
  readonly text: string;
  /** Holds the output of a download: `$(curl …)`, `<(curl …)`. */
  readonly downloads: boolean;
  /** A `<(…)`: the word is the name of a file that holds the output. */
  readonly isProcess: boolean;
}

/** One simple command of a script. */
export interface ShellCommand extends Span {
  /** Last part of the path of the program, in lower case; empty for bare assignments. */
  readonly name: string;
  readonly args: readonly ShellWord[];
  /** Programs that only start the other one, such as `sudo` and `env`. */
  readonly wrappers: readonly string[];
  readonly assignments: readonly { readonly name: string; readonly value: string }[];
  /** Reads what a download wrote, through a pipe or a here-string. */
  readonly isFedByDownload: boolean;
  /** Its output goes on to another program, so that it does not show. */
  readonly isPiped: boolean;
  /** Files that its output goes to. */
  readonly writesTo: readonly string[];
  /** Stands for commands that are nested too deeply to be read. */
  readonly isUnread: boolean;
}
