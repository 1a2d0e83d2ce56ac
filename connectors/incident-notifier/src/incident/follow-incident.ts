import type { Config } from '../config.ts';
import { chooseChannel } from './choose-channel.ts';
import type { Incident, IncidentUpdate } from './incident.ts';
import { isAtLeast } from './severity.ts';

export interface FollowParts {
  readonly key: string;
  readonly config: Config;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * An incident after an update: the first one decides on the channel, and it keeps its beginning. Undefined where there is
 * nothing to show: it is over before it was shown, too slight, or the update is older than what is known.
 */
export function followIncident(
  before: Incident | undefined,
  update: IncidentUpdate,
  { key, config, now }: FollowParts,
): Incident | undefined {
  if (before === undefined) {
    if (update.status === 'resolved' || !isAtLeast(update.severity, config.minSeverity)) return undefined;
    return { ...update, key, channel: chooseChannel(update.labels, config).channel, ended: undefined };
  }
  if (before.at !== undefined && update.at !== undefined && update.at < before.at) return undefined;
  const { channel } = before;
  // Alerts that ended are not in what Alertmanager tells of the end: what was said of them stays.
  const described = update.status === 'resolved' ? before : update;
  const begun = before.ended === undefined ? Math.min(before.since, update.since) : update.since;
  return {
    ...update,
    title: described.title,
    severity: described.severity,
    lines: described.lines,
    count: described.count,
    place: described.place,
    links: described.links,
    key,
    channel,
    since: update.status === 'resolved' ? before.since : begun,
    ended: update.status === 'resolved' ? (before.ended ?? update.at ?? now) : undefined,
  };
}
