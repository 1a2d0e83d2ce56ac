import { type EntityKey, type Entry, type Installation, stageOf } from '../manifest/manifest.ts';
import { addDuration } from './add-duration.ts';
import { DAY_MS } from './days-between.ts';
import type { Deadline, DueAction, Trigger } from './deadline.ts';
import type { LifecycleSettings } from './lifecycle-settings.ts';

/** What decides how long an installation goes on. */
export interface InstallationLife {
  readonly installation: Installation;
  /** What it installs, as the catalog has it now. */
  readonly entry: Entry | undefined;
  /** Its first day. */
  readonly firstSeenAt: Date;
  /** When it was used last; undefined where nobody would know. */
  readonly lastUsedAt: Date | undefined;
}

/** What decides how long an entry goes on. */
export interface EntryLife {
  readonly entry: Entry;
  /** Since when no team answers for it; undefined while one does. */
  readonly ownerlessSince: Date | undefined;
  /** When its version was first seen. */
  readonly versionSince: Date | undefined;
  /** Since when something in it has to be mended; undefined when nothing has. */
  readonly blockedSince: Date | undefined;
}

const takenDown: readonly DueAction[] = [
  { action: 'deprovision', graceDays: 0 },
  { action: 'clean-up', graceDays: 0 },
];
const reviewed: readonly DueAction[] = [{ action: 'review', graceDays: 0 }];

/** When an installation ends unless somebody does something: by its own time, for want of use, and with what it installs. */
export function deadlinesOfInstallation(life: InstallationLife, settings: LifecycleSettings): Deadline[] {
  const { installation, entry, firstSeenAt, lastUsedAt } = life;
  const subject = { kind: 'Installation', id: installation.id } as const;
  const expiry = expiryOf(installation, firstSeenAt, settings);
  const sunset = entry === undefined ? undefined : sunsetOf(entry);
  return [
    ...(expiry === undefined ? [] : [deadline(subject, 'expiry', firstSeenAt, expiry, takenDown)]),
    ...(lastUsedAt === undefined
      ? []
      : [deadline(subject, 'idle', lastUsedAt, after(lastUsedAt, settings.unusedDays), takenDown)]),
    ...(sunset === undefined
      ? []
      : [
          deadline(subject, 'sunset', sunset.announced, sunset.at, [
            { action: 'suspend', graceDays: 0 },
            { action: 'deprovision', graceDays: settings.graceDays },
            { action: 'clean-up', graceDays: settings.graceDays },
          ]),
        ]),
  ];
}

/** When an entry ends, or its end is proposed. */
export function deadlinesOfEntry(life: EntryLife, settings: LifecycleSettings): Deadline[] {
  const { entry, ownerlessSince, versionSince, blockedSince } = life;
  const subject = { kind: entry.kind, id: entry.id };
  const stage = stageOf(entry);
  if (stage === 'retired') return [];
  const sunset = sunsetOf(entry);
  if (sunset !== undefined)
    return [
      deadline(subject, 'sunset', sunset.announced, after(sunset.at, settings.graceDays), [
        { action: 'retire', graceDays: 0 },
      ]),
    ];
  const review = (trigger: Trigger, since: Date | undefined, days: number): Deadline[] =>
    since === undefined ? [] : [deadline(subject, trigger, since, after(since, days), reviewed)];
  const isOffered = stage === 'published' || stage === 'maintenance-required';
  return [
    ...review('ownerless', ownerlessSince, settings.ownerlessDays),
    ...review('unmaintained', isOffered ? versionSince : undefined, settings.unmaintainedDays),
    ...review('overdue', blockedSince, settings.overdueDays),
  ];
}

/** The earliest of what the file and the environment say. */
function expiryOf(
  { expiresAt, ttl, environment }: Installation,
  firstSeenAt: Date,
  { maxTtl }: LifecycleSettings,
): Date | undefined {
  const longest = maxTtl.get(environment);
  const ends = [
    ...(expiresAt === undefined ? [] : [new Date(expiresAt)]),
    ...[ttl, longest].flatMap((life) => (life === undefined ? [] : [addDuration(firstSeenAt, life)])),
  ];
  return ends.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

function sunsetOf(entry: Entry): { readonly announced: Date; readonly at: Date } | undefined {
  const { announced, sunset } = entry.lifecycle?.deprecation ?? {};
  if (stageOf(entry) !== 'deprecated' || sunset === undefined) return undefined;
  return { announced: new Date(announced ?? sunset), at: new Date(sunset) };
}

function deadline(
  subject: EntityKey,
  trigger: Trigger,
  since: Date,
  dueAt: Date,
  actions: readonly DueAction[],
): Deadline {
  return { subject, trigger, since, dueAt, actions };
}

function after(from: Date, days: number): Date {
  return new Date(from.getTime() + days * DAY_MS);
}
