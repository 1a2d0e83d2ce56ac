import type { ShellCommand, ShellWord } from './shell-command.ts';

/** Programs that start the program which their words name, with the options of theirs that take a value. */
const WRAPPERS: Readonly<Record<string, readonly string[]>> = {
  sudo: ['-u', '-g', '-h', '-p', '-C', '-r', '-t', '-D', '-R', '-T', '-U', '--user', '--group'],
  doas: ['-u', '-C'],
  env: ['-u', '-C', '--unset', '--chdir', '-S'],
  exec: ['-a'],
  command: [],
  builtin: [],
  nohup: [],
  setsid: [],
  time: ['-f', '-o'],
  nice: ['-n'],
  ionice: ['-c', '-n'],
  timeout: ['-s', '-k'],
  stdbuf: ['-i', '-o', '-e'],
  xargs: ['-I', '-n', '-P', '-L', '-d', '-a', '-E', '-s'],
  busybox: [],
  gosu: [],
  chroot: [],
  unshare: [],
  tini: [],
};

/** Wrappers whose first plain word is no program: a duration, a user, a folder. */
const WITH_OPERAND = ['timeout', 'gosu', 'chroot'];

type Unwrapped = Pick<ShellCommand, 'name' | 'args' | 'wrappers' | 'assignments'>;

/** The program that is run in the end, behind `sudo`, `env` and their like. */
export function unwrapCommand(words: readonly ShellWord[]): Unwrapped {
  const wrappers: string[] = [];
  const assignments: { name: string; value: string }[] = [];
  let at = 0;
  for (;;) {
    const name = programName(words[at]?.text ?? '');
    const valued = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
    const next = valued === undefined ? at : skipOwnWords(words, at + 1, name, valued, assignments);
    if (valued === undefined || next >= words.length) {
      return { name, args: words.slice(at + 1), wrappers, assignments };
    }
    wrappers.push(name);
    at = next;
  }
}

function skipOwnWords(
  words: readonly ShellWord[],
  start: number,
  wrapper: string,
  valued: readonly string[],
  assignments: { name: string; value: string }[],
): number {
  let operands = WITH_OPERAND.includes(wrapper) ? 1 : 0;
  let at = start;
  for (; at < words.length; at++) {
    const text = words[at]?.text ?? '';
    const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(text);
    if (assignment !== null) assignments.push({ name: assignment[1] ?? '', value: assignment[2] ?? '' });
    else if (valued.includes(text)) at++;
    else if (!text.startsWith('-') && operands-- <= 0) break;
  }
  return at;
}

function programName(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1).toLowerCase();
}
