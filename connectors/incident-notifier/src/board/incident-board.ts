import type { WorkerUsage } from '../../../worker.ts';
import type { Config } from '../config.ts';
import { followIncident } from '../incident/follow-incident.ts';
import type { Incident, IncidentUpdate } from '../incident/incident.ts';
import { incidentKey } from '../incident/incident-key.ts';
import type { Log, LogEvent } from '../log.ts';
import type { MessageContent } from '../message/message.ts';
import { describeState, renderIncident } from '../message/render-incident.ts';
import { renderStorm } from '../message/render-storm.ts';
import type { CallSlack, SlackResult } from '../slack/call-slack.ts';
import type { BoardMemory, Shown } from './board-memory.ts';

/** So many incidents of a channel get a message of their own within a minute; the others share one. */
const STORM_FROM = 10;
const KEPT_SECONDS = 30 * 24 * 3600;

export interface BoardParts {
  readonly memory: BoardMemory;
  readonly config: Config;
  readonly callSlack: CallSlack;
  readonly usage: WorkerUsage;
  readonly now: () => number;
  readonly log: Log;
  readonly logEvent: LogEvent;
}

export type Received = 'shown' | 'late' | 'refused' | 'nothing';

/** Takes an update to the message of its incident. */
export async function receiveUpdate(update: IncidentUpdate, parts: BoardParts): Promise<Received> {
  const { memory, config, now } = parts;
  const key = await incidentKey(update);
  const before = await memory.incident(key);
  const incident = followIncident(before, update, { key, config, now: now() });
  if (incident === undefined) return 'nothing';
  // The storm of an earlier time is over.
  if (before === undefined) await memory.leaveStorm(key);
  await memory.keepIncident(incident, keptSeconds(incident, config));
  return show(await placeOf(incident, parts), parts);
}

/** Shows again what could not be shown, the first first, until Slack asks to slow down. */
export async function showLate(parts: BoardParts, until: number): Promise<void> {
  const { memory, now } = parts;
  for (const { name, notBefore } of await memory.late()) {
    if (now() >= until) return;
    if (notBefore <= now() && (await show(name, parts)) === 'late') return;
  }
}

/** The name of the message that an incident belongs into: its own, or that of a storm. */
async function placeOf({ key, channel }: Incident, { memory }: BoardParts): Promise<string> {
  const storm = await memory.stormOf(key);
  if (storm !== undefined) return storm;
  if ((await memory.shown(key)) !== undefined) return key;
  return (await memory.countNew(channel, key)) > STORM_FROM ? memory.joinStorm(channel, key) : key;
}

/**
 * Makes a message say what is known. One call at a time does so for each message; a second one leaves word, and the first
 * looks again before it is done.
 */
async function show(name: string, parts: BoardParts): Promise<Received> {
  const { memory, now } = parts;
  if (!(await memory.take(name))) {
    await memory.markLate(name, now());
    return 'late';
  }
  try {
    await memory.endLate(name);
    for (let looks = 0; looks < 3; looks += 1) {
      const result = await showOnce(name, parts);
      if (result !== 'again') return result;
    }
    await memory.markLate(name, now());
    return 'late';
  } finally {
    await memory.letGo(name);
  }
}

interface Subject {
  readonly channel: string;
  readonly content: MessageContent;
  readonly status: Incident['status'];
  readonly state: string;
}

async function showOnce(name: string, parts: BoardParts): Promise<Received | 'again'> {
  const { memory, callSlack, config } = parts;
  const subject = await describe(name, memory);
  if (subject === undefined) return 'nothing';
  const before = await memory.shown(name);
  const content = JSON.stringify(subject.content);
  if (before?.content === content) return 'shown';
  const result =
    before === undefined
      ? await callSlack('chat.postMessage', { channel: subject.channel, ...subject.content })
      : await callSlack('chat.update', { channel: before.channel, ts: before.ts, ...subject.content });
  if (result.kind === 'refused' && result.reason === 'message_not_found') {
    // Somebody deleted it: it is posted anew.
    await memory.forgetShown(name);
    return 'again';
  }
  if (result.kind !== 'done') return putOff(name, result, parts);
  const shown: Shown = { channel: result.channel, ts: result.ts, content, status: subject.status };
  const over = subject.status === 'resolved';
  await memory.keepShown(name, shown, over ? config.dedupeMinutes * 60 : KEPT_SECONDS);
  if (before === undefined) await tell(name, shown, parts);
  else if (over && before.status !== 'resolved') await replyInThread(name, shown, subject.state, parts);
  return 'again';
}

async function describe(name: string, memory: BoardMemory): Promise<Subject | undefined> {
  if (!name.startsWith('storm-')) {
    const incident = await memory.incident(name);
    if (incident === undefined) return undefined;
    const { channel, status } = incident;
    return { channel, status, content: renderIncident(incident), state: describeState(incident) };
  }
  const members = await memory.stormMembers(name);
  const [first] = members;
  if (first === undefined) return undefined;
  const status = members.every((member) => member.status === 'resolved') ? 'resolved' : 'firing';
  return { channel: first.channel, status, content: renderStorm(members), state: 'all resolved' };
}

async function putOff(
  name: string,
  result: Exclude<SlackResult, { kind: 'done' }>,
  { memory, log, now }: BoardParts,
): Promise<Received> {
  log({ reason: result.reason, incident: name });
  if (result.kind === 'refused') return 'refused';
  await memory.markLate(name, now() + result.afterSeconds * 1000);
  return 'late';
}

async function tell(
  name: string,
  { channel, ts }: Shown,
  { usage, log, logEvent }: BoardParts,
): Promise<void> {
  logEvent({ incident: name, channel, ts });
  try {
    await usage.record({ id: `${channel}/${ts}`, metric: 'messages' });
  } catch {
    // The message is there: it must not be posted again for the sake of the bill.
    log({ reason: 'not_metered', incident: name });
  }
}

/** Those who follow the thread are told; the message itself says it already, so nothing hangs on this. */
async function replyInThread(
  name: string,
  { channel, ts }: Shown,
  state: string,
  parts: BoardParts,
): Promise<void> {
  const text = `${state.charAt(0).toUpperCase()}${state.slice(1)}.`;
  const result = await parts.callSlack('chat.postMessage', { channel, thread_ts: ts, text });
  if (result.kind !== 'done') parts.log({ reason: result.reason, incident: name });
}

function keptSeconds({ status }: Incident, { dedupeMinutes }: Config): number {
  return status === 'resolved' ? dedupeMinutes * 60 : KEPT_SECONDS;
}
