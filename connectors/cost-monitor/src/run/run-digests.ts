import type { WorkerUsage } from '../../../worker.ts';
import type { Team } from '../budget/read-teams.ts';
import type { Config } from '../config.ts';
import { parseCharge } from '../cost/charge.ts';
import type { CostExport } from '../cost/cost-export.ts';
import { DaySummer, type DaySums } from '../cost/day-sums.ts';
import { assembleDigest, type Digest } from '../digest/assemble-digest.ts';
import type { Message } from '../digest/message.ts';
import { renderDigest } from '../digest/render-digest.ts';
import type { Log, LogEvent } from '../log.ts';
import type { PostResult } from '../slack/post-message.ts';
import type { CostMemory } from './cost-memory.ts';
import { addDays, type Day, dayOf, daysBetween, firstOfMonth } from './day.ts';

/** After so many runs that found an export incomplete, the digest says what is missing. */
const RUNS_A_DAY = 3;
const COMPARED_DAYS = 7;
/** Digests of days before are not made up for. */
const MOST_MISSED = 7;
const UNTAGGED_FROM = '0.05';

export interface RunParts {
  readonly config: Config;
  readonly costs: CostExport;
  readonly memory: CostMemory;
  /** Undefined when the catalog cannot be asked. */
  readonly readTeams: () => Promise<readonly Team[] | undefined>;
  readonly usage: WorkerUsage;
  readonly post: (message: Message) => Promise<PostResult>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly log: Log;
  readonly logEvent: LogEvent;
}

/**
 * Posts the digest of the day before, and of days that were missed. A day that has its digest is left alone, so it can be
 * run as often as one likes.
 *
 * @throws {Error} when the export or Slack cannot be used; the next run makes up for it
 */
export async function runDigests(parts: RunParts): Promise<void> {
  const yesterday = addDays(dayOf(parts.now), -1);
  const last = await parts.memory.lastPosted();
  const earliest = addDays(yesterday, 1 - MOST_MISSED);
  const first = last === undefined ? yesterday : addDays(last, 1);
  const days = daysBetween(first < earliest ? earliest : first, yesterday);
  if (days.length === 0) return;
  const teams = await parts.readTeams();
  for (const day of days) {
    if (!(await parts.memory.take(day))) return;
    try {
      if (!(await postDay(day, teams, parts))) return;
    } finally {
      await parts.memory.letGo(day);
    }
  }
}

/** Resolves with false when the day has to wait. */
async function postDay(day: Day, teams: readonly Team[] | undefined, parts: RunParts): Promise<boolean> {
  const { costs, memory, log, usage, config, post } = parts;
  if (await memory.isPosted(day)) return true;
  const status = await costs.readStatus(day);
  if (!status?.complete && (await memory.countIncomplete(day)) < RUNS_A_DAY) {
    log({ reason: 'export not complete', day });
    return false;
  }
  if (status === undefined) throw new Error(`There is no export of ${day}.`);
  const sums = await readDay(day, status.complete, teams, parts);
  const before = await readKnown(addDays(day, -COMPARED_DAYS), addDays(day, -1), teams, parts);
  const month = [...(await readKnown(firstOfMonth(day), addDays(day, -1), teams, parts)), sums];
  const isWhole = month.length === Number(day.slice(8));
  const digest = assembleDigest({
    ...{ sums, before, teams, config },
    month: isWhole ? month : undefined,
    missingAccounts: status.missingAccounts,
  });
  const result = await post(renderDigest(digest, config.channel));
  if (result.kind !== 'posted') throw new Error(`Slack did not take the digest: ${result.reason}.`);
  await memory.markPosted(day, result.ts);
  await usage.record({ id: day, metric: 'digests' });
  tell(digest, parts);
  return true;
}

/** Days that are known; those that are not are read once more, as far as there is an export of them. */
async function readKnown(
  first: Day,
  last: Day,
  teams: readonly Team[] | undefined,
  parts: RunParts,
): Promise<readonly DaySums[]> {
  const known: DaySums[] = [];
  for (const day of daysBetween(first, last)) {
    const kept = await parts.memory.sums(day);
    if (kept?.complete) {
      known.push(kept);
      continue;
    }
    const status = await parts.costs.readStatus(day);
    if (status?.complete) known.push(await readDay(day, true, teams, parts));
    else if (kept !== undefined) known.push(kept);
  }
  return known;
}

async function readDay(
  day: Day,
  complete: boolean,
  teams: readonly Team[] | undefined,
  { costs, memory }: RunParts,
): Promise<DaySums> {
  const summer = new DaySummer(
    day,
    (teams ?? []).map(({ id }) => id),
  );
  for await (const row of costs.readRows(day)) summer.add(parseCharge(row));
  const sums = summer.finish(complete);
  await memory.keepSums(sums);
  return sums;
}

function tell({ day, missingAccounts, currencies, threats }: Digest, { log, logEvent }: RunParts): void {
  log({ reason: 'posted', day });
  if (missingAccounts.length > 0)
    log({ reason: 'accounts are missing', day, alert: 'CostMonitorIncomplete' });
  if (currencies.some(({ untagged }) => untagged.gt(UNTAGGED_FROM)))
    log({ reason: 'much is untagged', day, alert: 'CostMonitorUntagged' });
  for (const threat of threats) logEvent(day, threat);
}
