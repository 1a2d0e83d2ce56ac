import { randomUUID } from 'node:crypto';
import { plainText } from '@souk/model/report/plain-text.ts';

/** What a run says of its work. Texts may come from anybody: none of them can be read as a command by the runner. */
export interface Log {
  info(text: string): void;
  /** Something that does not stop the run, but that whoever looks after it should know. */
  warn(text: string): void;
  /** What is being done now. */
  progress(step: string): void;
}

/**
 * Prints each text where the runner takes no commands, until it meets a token that nobody can guess. Beyond that no
 * line is left that could be one, as whoever reads the log may hand it to another runner.
 *
 * @param write prints to the log of the step, in one piece
 */
export function createLog(write: (text: string) => void): Log {
  const print = (text: string): void => {
    const token = randomUUID();
    write(`::stop-commands::${token}\n${harmlessLines(text)}\n::${token}::\n`);
  };
  return {
    info: print,
    warn: (text) => print(`Warning: ${text}`),
    progress: (step) => print(`${step} …`),
  };
}

/** Text of whoever, as lines of a log that stand for nothing else. */
export function harmlessLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) =>
      plainText(line)
        .replace(/^\s*(?=::)/, '$&\\')
        .replaceAll('##[', '##\\['),
    )
    .join('\n');
}
