import type { ShellCommand } from './shell-command.ts';

const SHELLS = /^(?:ba|da|z|k|a|fi|c|tc)?sh$/;
const INTERPRETERS = /^(?:python|perl|ruby|node|nodejs|php|deno|bun|lua|pwsh|osascript)[\d.]*$/;

/** Whether a command fetches something from the network. */
export function isDownloader({ name, args }: Pick<ShellCommand, 'name' | 'args'>): boolean {
  if (/^(?:curl|wget|wget2|fetch|aria2c|lwp-download|httpie|https?|iwr|axel)$/.test(name)) return true;
  return name === 'openssl' && args[0]?.text === 's_client';
}

/** Options of shells that take the next word as their value. */
const SHELL_OPTIONS_WITH_VALUE = /^[-+][oO]$|^--(?:rcfile|init-file)$/;

export function isShell(name: string): boolean {
  return SHELLS.test(name);
}

/** Whether a word is a group of short options with the letter among them. */
export function hasLetter(word: string, letter: string): boolean {
  return /^-[a-zA-Z]+$/.test(word) && word.includes(letter);
}

/** Whether a command runs the program that comes in through its input. */
export function runsItsInput({ name, args }: ShellCommand): boolean {
  if (SHELLS.test(name)) {
    const words = args.filter((_, i) => !SHELL_OPTIONS_WITH_VALUE.test(args[i - 1]?.text ?? ''));
    if (words.some(({ text }) => hasLetter(text, 'c'))) return false;
    if (words.some(({ text }) => hasLetter(text, 's'))) return true;
    return isInput(words.find(({ text }) => text === '-' || !/^[-+]/.test(text))?.text);
  }
  if (!INTERPRETERS.test(name)) return false;
  if (args.some(({ text }) => /^-[A-Za-z]*[cemnpErR]/.test(text) || /^--(?:eval|print)/.test(text)))
    return false;
  return isInput(args.find(({ text }) => text === '-' || !text.startsWith('-'))?.text);
}

function isInput(operand: string | undefined): boolean {
  return operand === undefined || operand === '-' || /^\/dev\/(?:stdin|fd\/0)$/.test(operand);
}

/** Whether a command runs a program that one of its words holds or names. */
export function runsDownloadedWord({ name, args }: ShellCommand): boolean {
  if (/^(?:eval|source|\.)$/.test(name)) return args.some(({ downloads }) => downloads);
  if (!SHELLS.test(name) && !INTERPRETERS.test(name)) return false;
  return args.some(
    ({ downloads, isProcess }, i) =>
      downloads && (isProcess || /^-[a-zA-Z]*[ce]$/.test(args[i - 1]?.text ?? '')),
  );
}

/** The file that a command runs as a program, by the last part of its path. */
export function fileItRuns({ name, args }: ShellCommand): string | undefined {
  if (!SHELLS.test(name) && !INTERPRETERS.test(name) && !/^(?:source|\.)$/.test(name)) return name;
  return args.find(({ text }) => !/^[-+]/.test(text))?.text.replace(/^.*\//, '');
}
