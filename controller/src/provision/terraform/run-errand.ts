import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DriverError } from '../driver.ts';
import { noteProcess } from '../local/left-overs.ts';
import { type CliErrand, explainFailure } from './cli/explain-failure.ts';
import { parseMessages } from './cli/parse-messages.ts';
import type { CliResult } from './cli/run-command.ts';
import { askHolder, openHttpBackend } from './state/http-backend.ts';
import { describeHolder, isOurs, LOCKED, type LockHolder, parseHolder } from './state/state-lock.ts';
import type { Place, TerraformTools } from './terraform-tools.ts';

export interface Errand {
  readonly errand: CliErrand;
  readonly args: readonly string[];
  /** Folder within that of the installation. */
  readonly within: 'work' | 'state';
  readonly variables?: Readonly<Record<string, string>>;
  /** Values that must not be shown. */
  readonly known?: ReadonlySet<string>;
  readonly memory?: string;
  readonly installs?: boolean;
  /** Whether it takes the lock of the state. */
  readonly locks?: boolean;
  /** Exit codes that are no failure. */
  readonly accepts?: readonly number[];
}

const BEGUN = 'begun';

/**
 * Runs the CLI for an installation. A lock that a command of ours has left, as it was killed, is taken away first.
 * @throws {DriverError} `conflict` for the lock of somebody else
 */
export async function runErrand(
  tools: TerraformTools,
  place: Place,
  errand: Errand,
  signal: AbortSignal,
): Promise<CliResult> {
  const { known = new Set(), accepts = [0], locks = false } = errand;
  const begunAt = locks ? await noteBegin(place) : undefined;
  let result = await run(tools, place, errand, signal);
  const lock = locks ? lockErrorOf(result) : undefined;
  if (lock !== undefined) {
    await mendLock(tools, place, { detail: lock, begunAt, within: errand.within }, signal);
    result = await run(tools, place, errand, signal);
    if (lockErrorOf(result) !== undefined)
      throw new DriverError('conflict', 'Somebody else has locked the state meanwhile.');
  }
  // A process that was killed may hold the lock still.
  if (locks && result.code !== null) await rm(begunFile(place), { force: true });
  if (result.stoppedBy === 'signal') signal.throwIfAborted();
  if (result.stoppedBy === 'timeout')
    throw new DriverError(
      'unreachable',
      `It took longer than ${tools.settings.timeoutMs / 1_000} s and was ended.`,
    );
  if (result.code !== null && accepts.includes(result.code)) return result;
  throw explainFailure(errand.errand, result, known);
}

function run(
  { cli, effect }: TerraformTools,
  { id, base }: Place,
  { args, within, variables = {}, memory, installs = false }: Errand,
  signal: AbortSignal,
): Promise<CliResult> {
  const work = join(base, id, within);
  const onSpawn = (pid: number) => noteProcess(base, id, pid);
  return effect(() => cli.run({ args, work, memory, variables, installs, onSpawn }, signal));
}

/** @returns the details of the CLI's error; undefined when the lock was not what it failed by */
function lockErrorOf({ stdout, stderr }: CliResult): string | undefined {
  const found = parseMessages(stdout).diagnostics.find(({ summary }) => summary === LOCKED);
  if (found !== undefined) return found.detail;
  return stderr.includes(LOCKED) ? stderr.replaceAll(/^[│|]/gm, '') : undefined;
}

interface FoundLock {
  readonly detail: string;
  readonly begunAt: Date | undefined;
  readonly within: Errand['within'];
}

async function mendLock(
  tools: TerraformTools,
  place: Place,
  { detail, begunAt, within }: FoundLock,
  signal: AbortSignal,
): Promise<void> {
  const { cli, logger } = tools;
  const holder = await findHolder(tools, place, detail, signal);
  const isPrivate = cli.confinement === 'bubblewrap';
  if (holder === undefined || !isOurs(holder, { hostname: cli.hostname, isPrivate, begunAt }))
    throw new DriverError(
      'conflict',
      `The state is locked${holder === undefined ? ' by somebody who is not known' : ` by ${describeHolder(holder)}`}. It is tried again; when nobody works on it any more, take the lock away with force-unlock.`,
    );
  logger.warn({ id: place.id, lock: holder.id }, 'the lock of a command that was killed is taken away');
  const args = ['force-unlock', '-force', holder.id];
  const { code } = await run(tools, place, { errand: 'state', args, within }, signal);
  if (code !== 0)
    throw new DriverError(
      'conflict',
      `The lock ${holder.id}, which was left by ourselves, can't be taken away.`,
    );
}

async function findHolder(
  { cli }: TerraformTools,
  { backend }: Place,
  detail: string,
  signal: AbortSignal,
): Promise<LockHolder | undefined> {
  const http = openHttpBackend(backend, cli.variables);
  // Of its lock the CLI tells only what it has asked for itself.
  if (http === undefined) return parseHolder(detail);
  return askHolder(http, `souk@${cli.hostname}`, signal);
}

function begunFile({ id, base }: Place): string {
  return join(base, id, BEGUN);
}

/** @returns when a command began before that has not ended; undefined where there is none */
async function noteBegin(place: Place): Promise<Date | undefined> {
  const left = await readFile(begunFile(place), 'utf8').catch(() => undefined);
  if (left === undefined) await writeFile(begunFile(place), new Date().toISOString(), { mode: 0o600 });
  return left === undefined ? undefined : new Date(left);
}
