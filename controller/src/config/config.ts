import { join } from 'node:path';
import { closest, quoteList } from '@souk/model/finding/suggest.ts';
import type { ArchiveSource } from '@souk/vetting/vulnerability/store/archive-source.ts';
import type { IdentityConfig } from '../identity/identity-config.ts';
import type { MailConfig } from '../mail/mail-config.ts';
import type { ClickHouseConfig } from '../metering/clickhouse/clickhouse-config.ts';
import type { VaultConfig } from '../secrets/vault/vault-config.ts';
import { assembleClickHouse, checkClickHouse, clickHouseParsers } from './clickhouse-settings.ts';
import { assembleExport, checkExport, type ExportDestination, exportParsers } from './export-settings.ts';
import { assembleMail, checkMail, mailParsers } from './mail-settings.ts';
import {
  advisorySource,
  isAddressRange,
  isResource,
  type LogLevel,
  listOf,
  matching,
  numberBetween,
  onOrOff,
  optionalPath,
  optionalPort,
  type Parser,
  parseBranch,
  parseHost,
  parseLogLevel,
  parsePort,
  parseRepo,
  parseSchedule,
  parseSecret,
  pathOr,
  textOrNothing,
  urlOf,
  wholeBetween,
} from './parsers.ts';
import { assembleVault, checkVault, vaultParsers } from './vault-settings.ts';

/** Everything the environment decides about a controller, checked and with defaults filled in. */
export interface Config {
  /** Address of the repository, or absolute path of the repository or plain folder, that holds the catalog. */
  readonly repo: string;
  /** Token for a repository behind HTTPS; that for GitHub is used when it is the same server. */
  readonly repoToken: string | undefined;
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
  /** `owner/name`; read off the address of the repository when undefined. */
  readonly githubRepository: string | undefined;
  /** Absolute path of a file in the form of Git's `gpg.ssh.allowedSignersFile`; commits need no signature when undefined. */
  readonly allowedSigners: string | undefined;
  /** Check runs that a commit must have passed on GitHub before it is accepted. */
  readonly requiredChecks: readonly string[];
  /** Everything is judged anew this often, whatever changed. */
  readonly resyncMinutes: number;
  /** Address that people reach this service at. */
  readonly publicUrl: string | undefined;
  readonly oci: OciConfig | undefined;
  /** Private ranges, such as 10.0.0.0/8, that webhooks may go to all the same. */
  readonly webhookAllow: readonly string[];
  /** Absolute path of an Ed25519 key that checkpoints of the audit log are signed with; one in `dataDir` when undefined. */
  readonly auditKey: string | undefined;
  /** Git ref that checkpoints are written to; none when undefined. */
  readonly auditRef: string | undefined;
  /** Absolute path of the folder of advisories. */
  readonly advisories: string;
  /** Where newer advisories come from every night; undefined where somebody else keeps the folder. */
  readonly advisorySource: ArchiveSource | undefined;
  /** Cron expression, in UTC, of the nightly re-scan. */
  readonly rescanSchedule: string;
  /** Where traces and metrics are sent by OTLP over HTTP; nowhere when undefined. */
  readonly otlpEndpoint: string | undefined;
  /** Values that manifests may refer to as `env:NAME`: those whose name begins with SOUK_SECRET_. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Absolute path of the folder whose files manifests may refer to as `file:/path`; none when undefined. */
  readonly secretsDir: string | undefined;
  /** The vault that manifests may refer to as `vault:mount/path#key`; none when undefined. */
  readonly vault: VaultConfig | undefined;
  /** The mail server that people are told by; undefined when no mails are sent. */
  readonly mail: MailConfig | undefined;
  readonly tokens: IdentityConfig;
  /** Raw events of usage are kept for so many whole months after that in which they came. */
  readonly usageMonths: number;
  /** Where usage is copied to; nowhere when undefined. */
  readonly clickHouse: ClickHouseConfig | undefined;
  /** Where files of billing are handed out; nowhere when undefined. */
  readonly billingExport: ExportDestination | undefined;
  /** Absolute path of the file that says who pays by a payment provider; nobody does when undefined. */
  readonly paymentsFile: string | undefined;
  /** Absolute path of the file that says where drivers work beside the local one; none do when undefined. */
  readonly driversFile: string | undefined;
  readonly logLevel: LogLevel;
  /** Follow the files as they are edited instead of the commits. */
  readonly worktree: boolean;
  /** What installations run in beside this process; undefined where none do. */
  readonly local: LocalConfig | undefined;
  /** Whether doubles of other systems are started, for the sample to be tried with. */
  readonly demo: boolean;
}

/** The driver that runs installations on this machine. */
export interface LocalConfig {
  /** That they are called at; 0 lets the system choose. */
  readonly port: number;
  /** Private ranges, such as 10.0.0.0/8, that they may call all the same. */
  readonly egressAllow: readonly string[];
}

/** The registry that versions are published to. */
export interface OciConfig {
  /** Host and path that entries are put under, such as `registry.example.com/souk`. */
  readonly repository: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

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
  SOUK_GITHUB_REPOSITORY: matching(/^[\w.-]+\/[\w.-]+$/, 'owner/name of a repository on GitHub'),
  SOUK_REPO_TOKEN: textOrNothing,
  SOUK_ALLOWED_SIGNERS: optionalPath,
  SOUK_REQUIRED_CHECKS: listOf((name) => name.length <= 100, 'Souk,build'),
  SOUK_RESYNC_MINUTES: numberBetween(1, 10_080, 60),
  SOUK_PUBLIC_URL: urlOf(['https:', 'http:'], 'https://souk.example.com'),
  SOUK_OCI_REPOSITORY: matching(
    /^[a-z0-9.-]+(:\d{1,5})?(\/[a-z0-9]+([._-][a-z0-9]+)*)+$/,
    'host and path such as registry.example.com/souk, without https://',
  ),
  SOUK_OCI_USERNAME: textOrNothing,
  SOUK_OCI_PASSWORD: textOrNothing,
  SOUK_WEBHOOK_ALLOW: listOf(isAddressRange, '10.0.0.0/8,fd00::/8'),
  SOUK_AUDIT_KEY: optionalPath,
  SOUK_AUDIT_REF: matching(/^refs\/[\w./-]+$/, 'the full name of a ref, such as refs/souk/audit'),
  SOUK_ADVISORIES: optionalPath,
  SOUK_ADVISORY_SOURCE: advisorySource,
  SOUK_RESCAN_SCHEDULE: parseSchedule,
  SOUK_SECRETS_DIR: optionalPath,
  ...vaultParsers,
  ...mailParsers,
  SOUK_TOKEN_MINUTES: numberBetween(1, 60, 15),
  SOUK_TOKEN_RESOURCES: listOf(isResource, 'https://api.example.com,urn:acme:crm'),
  SOUK_TOKEN_ISSUERS: optionalPath,
  SOUK_USAGE_MONTHS: wholeBetween(3, 240, 25),
  ...clickHouseParsers,
  ...exportParsers,
  SOUK_PAYMENTS: optionalPath,
  SOUK_LOG_LEVEL: parseLogLevel,
  SOUK_DRIVERS: optionalPath,
  SOUK_LOCAL_DRIVER: onOrOff,
  SOUK_APPS_PORT: optionalPort,
  SOUK_APPS_EGRESS_ALLOW: listOf(isAddressRange, '10.0.0.0/8,fd00::/8'),
  SOUK_DEMO: onOrOff,
  OTEL_EXPORTER_OTLP_ENDPOINT: urlOf(['https:', 'http:'], 'http://collector.example.com:4318'),
} satisfies Record<string, Parser<unknown>>;

type Name = keyof typeof parsers;
type Values = { readonly [N in Name]: (typeof parsers)[N] extends Parser<infer T> ? T : never };

/** Values that are never repeated in a message. */
const secret: ReadonlySet<string> = new Set<Name>([
  'SOUK_WEBHOOK_SECRET',
  'SOUK_GITHUB_TOKEN',
  'SOUK_DATABASE_URL',
  'SOUK_REPO',
  'SOUK_REPO_TOKEN',
  'SOUK_OCI_PASSWORD',
  'SOUK_VAULT_TOKEN',
  'SOUK_VAULT_SECRET_ID',
  'SOUK_VAULT_ADDR',
  'SOUK_SMTP_URL',
  'SOUK_CLICKHOUSE_URL',
  'SOUK_CLICKHOUSE_PASSWORD',
]);

/** Variables of the test suites and the command line: not ours, and no mistake either. */
const foreign = /^SOUK_TEST_|^SOUK_VERSION$/;

/** Values for manifests to refer to. */
const referable = /^SOUK_SECRET_/;

/** Reads the configuration; reports every problem at once. */
export function parseConfig({ env, cwd, worktree }: ConfigInputs): ConfigResult {
  const problems = checkNames(env);
  const read = <T>(name: string, parse: Parser<T>): T | undefined => {
    const parsed = parse(blankAsAbsent(env[name]), cwd);
    if ('value' in parsed) return parsed.value;
    const found = secret.has(name) ? 'something else (not shown: it may be secret)' : `"${env[name]}"`;
    problems.push(`${name} must be ${parsed.expected}; found ${found}.`);
    return undefined;
  };
  const values = Object.fromEntries(
    Object.entries<Parser<unknown>>(parsers).map(([name, parse]) => [name, read(name, parse)]),
  ) as Values;
  if (problems.length === 0) problems.push(...checkTogether(values));
  if (problems.length > 0) return { ok: false, problems };
  const isOwnClone = blankAsAbsent(env['SOUK_REPO']) === undefined;
  return { ok: true, config: assembleConfig(values, secretsOf(env), { worktree, isOwnClone }) };
}

/** What is well by itself, and does not go together. */
function checkTogether(values: Values): string[] {
  const problems: string[] = [];
  if (values.SOUK_OCI_REPOSITORY === undefined && values.SOUK_OCI_USERNAME !== undefined)
    problems.push('SOUK_OCI_USERNAME is of no use without SOUK_OCI_REPOSITORY.');
  if (values.SOUK_REQUIRED_CHECKS.length > 0 && values.SOUK_GITHUB_TOKEN === undefined)
    problems.push('SOUK_REQUIRED_CHECKS needs SOUK_GITHUB_TOKEN, which GitHub is asked with.');
  if (values.SOUK_TOKEN_ISSUERS !== undefined && values.SOUK_PUBLIC_URL === undefined)
    problems.push('SOUK_TOKEN_ISSUERS needs SOUK_PUBLIC_URL, which tokens name as their issuer.');
  problems.push(
    ...checkVault(values),
    ...checkMail(values),
    ...checkClickHouse(values),
    ...checkExport(values),
  );
  return problems;
}

function assembleConfig(
  values: Values,
  secrets: Config['secrets'],
  { worktree, isOwnClone }: { readonly worktree: boolean; readonly isOwnClone: boolean },
): Config {
  const dataDir = values.SOUK_DATA_DIR;
  const ociRepository = values.SOUK_OCI_REPOSITORY;
  return {
    repo: values.SOUK_REPO,
    repoToken: values.SOUK_REPO_TOKEN,
    branch: values.SOUK_BRANCH,
    pollSeconds: values.SOUK_POLL_SECONDS,
    resyncMinutes: values.SOUK_RESYNC_MINUTES,
    allowedSigners: values.SOUK_ALLOWED_SIGNERS,
    requiredChecks: values.SOUK_REQUIRED_CHECKS,
    databaseUrl: values.SOUK_DATABASE_URL,
    dataDir,
    host: values.SOUK_HOST,
    port: values.SOUK_PORT,
    publicUrl: values.SOUK_PUBLIC_URL,
    webhookSecret: values.SOUK_WEBHOOK_SECRET,
    webhookAllow: values.SOUK_WEBHOOK_ALLOW,
    githubApiUrl: values.SOUK_GITHUB_API_URL ?? 'https://api.github.com',
    githubToken: values.SOUK_GITHUB_TOKEN,
    githubRepository: values.SOUK_GITHUB_REPOSITORY,
    oci:
      ociRepository === undefined
        ? undefined
        : {
            repository: ociRepository,
            username: values.SOUK_OCI_USERNAME,
            password: values.SOUK_OCI_PASSWORD,
          },
    auditKey: values.SOUK_AUDIT_KEY,
    auditRef: values.SOUK_AUDIT_REF,
    advisories: values.SOUK_ADVISORIES ?? join(dataDir, 'advisories'),
    advisorySource: values.SOUK_ADVISORY_SOURCE,
    rescanSchedule: values.SOUK_RESCAN_SCHEDULE,
    otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    logLevel: values.SOUK_LOG_LEVEL,
    secrets,
    secretsDir: values.SOUK_SECRETS_DIR,
    vault: assembleVault(values),
    mail: assembleMail(values),
    tokens: {
      lifeMs: values.SOUK_TOKEN_MINUTES * 60_000,
      resources: values.SOUK_TOKEN_RESOURCES,
      issuersFile: values.SOUK_TOKEN_ISSUERS,
    },
    usageMonths: values.SOUK_USAGE_MONTHS,
    clickHouse: assembleClickHouse(values),
    billingExport: assembleExport(values),
    paymentsFile: values.SOUK_PAYMENTS,
    driversFile: values.SOUK_DRIVERS,
    worktree,
    local: localOf(values),
    demo: values.SOUK_DEMO ?? isOwnClone,
  };
}

/** Several replicas do not share a machine, so where they may be it has to be asked for. */
function localOf(values: Values): LocalConfig | undefined {
  if (!(values.SOUK_LOCAL_DRIVER ?? values.SOUK_DATABASE_URL === undefined)) return undefined;
  const next = values.SOUK_PORT === 0 ? 0 : values.SOUK_PORT + 1;
  return { port: values.SOUK_APPS_PORT ?? next, egressAllow: values.SOUK_APPS_EGRESS_ALLOW };
}

function secretsOf(env: ConfigInputs['env']): Config['secrets'] {
  return new Map(
    Object.entries(env).flatMap(([name, value]) =>
      referable.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}

function checkNames(env: ConfigInputs['env']): string[] {
  const known = Object.keys(parsers);
  return Object.keys(env)
    .filter(
      (name) =>
        name.startsWith('SOUK_') && !known.includes(name) && !foreign.test(name) && !referable.test(name),
    )
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
