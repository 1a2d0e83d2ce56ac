import { isAbsolute, resolve } from 'node:path';
import { closest, quoteList } from '@souk/model/finding/suggest.ts';

/** Everything the environment decides about a controller, checked and with defaults filled in. */
export interface Config {
  /** Absolute path of the repository or plain folder that holds the catalog. */
  readonly repo: string;
  /** Branch to follow; the repository's own main line when undefined. */
  readonly branch: string | undefined;
  readonly pollSeconds: number;
  /** PostgreSQL to use; the embedded database under `dataDir` when undefined. */
  readonly databaseUrl: string | undefined;
  /** Absolute path of the folder that this controller alone writes to. */
  readonly dataDir: string;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly webhookSecret: string | undefined;
  readonly githubApiUrl: string;
  readonly githubToken: string | undefined;
  readonly logLevel: LogLevel;
  /** Follow the files as they are edited instead of the commits. */
  readonly worktree: boolean;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  /** One line a problem, in the order of the variables. */
  | { readonly ok: false; readonly problems: readonly string[] };

export interface ConfigInputs {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly worktree: boolean;
}

/** A value, or the words that say what was expected instead. */
type Parsed<T> = { readonly value: T } | { readonly expected: string };
type Parser<T> = (text: string | undefined, cwd: string) => Parsed<T>;

const parsers = {
  SOUK_REPO: parseRepo,
  SOUK_BRANCH: parseBranch,
  SOUK_POLL_SECONDS: numberBetween(0.1, 86_400, 5),
  SOUK_DATABASE_URL: urlOf(['postgres:', 'postgresql:'], 'postgresql://user@host/database'),
  SOUK_DATA_DIR: pathOr('.souk'),
  SOUK_HOST: parseHost,
  SOUK_PORT: parsePort,
  SOUK_WEBHOOK_SECRET: parseSecret,
  SOUK_GITHUB_API_URL: urlOf(['https:', 'http:'], 'https://github.example.com/api/v3'),
  SOUK_GITHUB_TOKEN: textOrNothing,
  SOUK_LOG_LEVEL: parseLogLevel,
} satisfies Record<string, Parser<unknown>>;

type Name = keyof typeof parsers;

/** Values that are never repeated in a message. */
const secret: ReadonlySet<string> = new Set<Name>([
  'SOUK_WEBHOOK_SECRET',
  'SOUK_GITHUB_TOKEN',
  'SOUK_DATABASE_URL',
]);

/** Variables of the test suites and the command line: not ours, and no mistake either. */
const foreign = /^SOUK_TEST_|^SOUK_VERSION$/;

/** Reads the configuration; reports every problem at once. */
export function parseConfig({ env, cwd, worktree }: ConfigInputs): ConfigResult {
  const problems = checkNames(env);
  const read = <T>(name: Name, parse: Parser<T>): T => {
    const parsed = parse(blankAsAbsent(env[name]), cwd);
    if ('value' in parsed) return parsed.value;
    const found = secret.has(name) ? 'something else (not shown: it may be secret)' : `"${env[name]}"`;
    problems.push(`${name} must be ${parsed.expected}; found ${found}.`);
    return undefined as T;
  };
  const config: Config = {
    repo: read('SOUK_REPO', parsers.SOUK_REPO),
    branch: read('SOUK_BRANCH', parsers.SOUK_BRANCH),
    pollSeconds: read('SOUK_POLL_SECONDS', parsers.SOUK_POLL_SECONDS),
    databaseUrl: read('SOUK_DATABASE_URL', parsers.SOUK_DATABASE_URL),
    dataDir: read('SOUK_DATA_DIR', parsers.SOUK_DATA_DIR),
    host: read('SOUK_HOST', parsers.SOUK_HOST),
    port: read('SOUK_PORT', parsers.SOUK_PORT),
    webhookSecret: read('SOUK_WEBHOOK_SECRET', parsers.SOUK_WEBHOOK_SECRET),
    githubApiUrl: read('SOUK_GITHUB_API_URL', parsers.SOUK_GITHUB_API_URL) ?? 'https://api.github.com',
    githubToken: read('SOUK_GITHUB_TOKEN', parsers.SOUK_GITHUB_TOKEN),
    logLevel: read('SOUK_LOG_LEVEL', parsers.SOUK_LOG_LEVEL),
    worktree,
  };
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}

function checkNames(env: ConfigInputs['env']): string[] {
  const known = Object.keys(parsers);
  return Object.keys(env)
    .filter((name) => name.startsWith('SOUK_') && !known.includes(name) && !foreign.test(name))
    .sort()
    .map((name) => {
      const near = closest(name, known);
      return near === undefined
        ? `${name} is not a setting of Souk; the settings are ${quoteList(known)}.`
        : `${name} is not a setting of Souk; did you mean ${near}?`;
    });
}

/** `SOUK_PORT=` in a file or a Compose template means "not set". */
function blankAsAbsent(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

function parseRepo(text: string | undefined, cwd: string): Parsed<string> {
  if (text !== undefined && (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^[^/\\]+@[^/\\]+:/.test(text))) {
    return {
      expected:
        'the path of a local clone or folder (addresses are not followed yet: clone it and name the clone)',
    };
  }
  return pathOr('.')(text, cwd);
}

function parseBranch(text: string | undefined): Parsed<string | undefined> {
  const legal = text === undefined || (/^[^\s~^:?*[\\-][^\s~^:?*[\\]*$/.test(text) && !text.includes('..'));
  return legal ? { value: text } : { expected: 'the name of a branch, such as main' };
}

function parsePort(text: string | undefined): Parsed<number> {
  if (text === undefined) return { value: 7070 };
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? { value: port } : { expected: 'a port from 0 to 65535 (0 lets the system choose)' };
}

function parseHost(text: string | undefined): Parsed<string> {
  if (text === undefined) return { value: '127.0.0.1' };
  const legal = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) || /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(text);
  return legal
    ? { value: text }
    : { expected: 'a host name or address to listen on, such as 127.0.0.1 or 0.0.0.0' };
}

function parseSecret(text: string | undefined): Parsed<string | undefined> {
  return text === undefined || text.length >= 16 ? { value: text } : { expected: 'at least 16 characters' };
}

function parseLogLevel(text: string | undefined): Parsed<LogLevel> {
  const level = logLevels.find((candidate) => candidate === (text ?? 'warn').toLowerCase());
  return level === undefined ? { expected: quoteList(logLevels) } : { value: level };
}

function textOrNothing(text: string | undefined): Parsed<string | undefined> {
  return { value: text };
}

function numberBetween(least: number, most: number, fallback: number): Parser<number> {
  return (text) => {
    if (text === undefined) return { value: fallback };
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    const inRange = number >= least && number <= most;
    return inRange ? { value: number } : { expected: `a number from ${least} to ${most}` };
  };
}

function pathOr(fallback: string): Parser<string> {
  return (text = fallback, cwd) =>
    text.includes('\0') ? { expected: 'a path' } : { value: isAbsolute(text) ? text : resolve(cwd, text) };
}

function urlOf(protocols: readonly string[], example: string): Parser<string | undefined> {
  return (text) => {
    if (text === undefined) return { value: undefined };
    const url = URL.parse(text);
    const legal = url !== null && protocols.includes(url.protocol) && url.hostname !== '';
    return legal ? { value: text } : { expected: `an address such as ${example}` };
  };
}
