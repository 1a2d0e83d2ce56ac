import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import { quoteList } from '@souk/model/finding/suggest.ts';
import {
  type ArchiveSource,
  OSV,
  readArchiveSource,
} from '@souk/vetting/vulnerability/store/archive-source.ts';
import { validate } from 'node-cron';

/** A value, or the words that say what was expected instead. */
export type Parsed<T> = { readonly value: T } | { readonly expected: string };
export type Parser<T> = (text: string | undefined, cwd: string) => Parsed<T>;

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Where a repository is: an address that Git can fetch from, or an absolute path. */
export function parseRepo(text: string | undefined, cwd: string): Parsed<string> {
  if (text === undefined || !isAddress(text)) return pathOr('.')(text, cwd);
  const legal = /^(https?|ssh|git|file):\/\/[^\s]+$/i.test(text) || /^[\w.-]+@[\w.-]+:[^\s]+$/.test(text);
  return legal
    ? { value: text }
    : { expected: 'a path, or an address such as https://github.com/acme/souk.git' };
}

/** Whether a repository is somewhere else, and not a folder of this machine. */
export function isAddress(repo: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(\/\/|:)/i.test(repo) || /^[^/\\]+@[^/\\]+:/.test(repo);
}

export function parseBranch(text: string | undefined): Parsed<string | undefined> {
  const legal = text === undefined || (/^[^\s~^:?*[\\-][^\s~^:?*[\\]*$/.test(text) && !text.includes('..'));
  return legal ? { value: text } : { expected: 'the name of a branch, such as main' };
}

export function parsePort(text: string | undefined): Parsed<number> {
  if (text === undefined) return { value: 7070 };
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? { value: port } : { expected: 'a port from 0 to 65535 (0 lets the system choose)' };
}

/** A port, or nothing. */
export function optionalPort(text: string | undefined): Parsed<number | undefined> {
  return text === undefined ? { value: undefined } : parsePort(text);
}

/** Undefined where nothing is said. */
export function onOrOff(text: string | undefined): Parsed<boolean | undefined> {
  if (text === undefined) return { value: undefined };
  return text === 'on' || text === 'off' ? { value: text === 'on' } : { expected: 'on or off' };
}

export function parseHost(text: string | undefined): Parsed<string> {
  if (text === undefined) return { value: '127.0.0.1' };
  const legal = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) || /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(text);
  return legal
    ? { value: text }
    : { expected: 'a host name or address to listen on, such as 127.0.0.1 or 0.0.0.0' };
}

export function parseSecret(text: string | undefined): Parsed<string | undefined> {
  return text === undefined || text.length >= 16 ? { value: text } : { expected: 'at least 16 characters' };
}

export function parseLogLevel(text: string | undefined): Parsed<LogLevel> {
  const level = logLevels.find((candidate) => candidate === (text ?? 'warn').toLowerCase());
  return level === undefined ? { expected: quoteList(logLevels) } : { value: level };
}

export function textOrNothing(text: string | undefined): Parsed<string | undefined> {
  return { value: text };
}

export function numberBetween(least: number, most: number, fallback: number): Parser<number> {
  return (text) => {
    if (text === undefined) return { value: fallback };
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    const inRange = number >= least && number <= most;
    return inRange ? { value: number } : { expected: `a number from ${least} to ${most}` };
  };
}

export function wholeBetween(least: number, most: number, fallback: number): Parser<number> {
  return (text) => {
    if (text === undefined) return { value: fallback };
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    const inRange = number >= least && number <= most;
    return inRange ? { value: number } : { expected: `a whole number from ${least} to ${most}` };
  };
}

export function pathOr(fallback: string): Parser<string> {
  return (text = fallback, cwd) =>
    text.includes('\0') ? { expected: 'a path' } : { value: isAbsolute(text) ? text : resolve(cwd, text) };
}

export function urlOf(protocols: readonly string[], example: string): Parser<string | undefined> {
  return (text) => {
    if (text === undefined) return { value: undefined };
    const url = URL.parse(text);
    const legal = url !== null && protocols.includes(url.protocol) && url.hostname !== '';
    return legal ? { value: text } : { expected: `an address such as ${example}` };
  };
}

/** A path, or nothing. */
export function optionalPath(text: string | undefined, cwd: string): Parsed<string | undefined> {
  return text === undefined ? { value: undefined } : pathOr('')(text, cwd);
}

/** Parts between commas; nothing is an empty list. */
export function listOf(isLegal: (item: string) => boolean, example: string): Parser<readonly string[]> {
  return (text = '') => {
    const items = text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    return items.every(isLegal)
      ? { value: items }
      : { expected: `a list with commas between, such as ${example}` };
  };
}

/** Whether a text is an address and how many of its bits count, such as 10.0.0.0/8. */
export function isAddressRange(text: string): boolean {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128);
}

/** Whether a text is an absolute URI without a fragment, as resources are named by. */
export function isResource(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s#]+$/i.test(text);
}

/** A text of a certain form, or nothing. */
export function matching(pattern: RegExp, expected: string): Parser<string | undefined> {
  return (text) => (text === undefined || pattern.test(text) ? { value: text } : { expected });
}

/** A cron expression; every night at three when there is none. */
export function parseSchedule(text = '0 3 * * *'): Parsed<string> {
  return validate(text) ? { value: text } : { expected: 'a cron expression such as 0 3 * * *' };
}

/** Where newer advisories come from: the public OSV when nothing is said, nowhere for `none`. */
export function advisorySource(text: string = OSV, cwd: string): Parsed<ArchiveSource | undefined> {
  if (text === 'none') return { value: undefined };
  const legal = !/^[a-z][a-z0-9+.-]*:/i.test(text) || /^(https?|file):\/\/\S+$/i.test(text);
  return legal
    ? { value: readArchiveSource(text, cwd) }
    : { expected: 'an address such as https://osv.example.com, a folder, or none' };
}
