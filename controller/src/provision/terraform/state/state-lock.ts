/** Who holds the lock of a state. */
export interface LockHolder {
  readonly id: string;
  /** `user@host`. */
  readonly who: string;
  readonly operation: string;
  readonly createdAt: Date;
}

/** What is known of the commands that this controller runs on a state. */
export interface OwnRuns {
  /** Name of the machine that they tell. */
  readonly hostname: string;
  /** Whether nobody but the controllers of this folder tells that name. */
  readonly isPrivate: boolean;
  /** When a command began that has not ended, as its process was killed; undefined where there is none. */
  readonly begunAt: Date | undefined;
}

export const LOCKED = 'Error acquiring the state lock';

/** The holder as the details of the CLI's error tell of it. */
export function parseHolder(detail: string): LockHolder | undefined {
  const field = (name: string): string | undefined =>
    new RegExp(`^\\s*${name}:[ \\t]+(\\S.*)$`, 'm').exec(detail)?.[1]?.trim();
  const [id, who, created] = [field('ID'), field('Who'), field('Created')];
  if (id === undefined || who === undefined || created === undefined) return undefined;
  // 2026-11-23 14:17:57.055491116 +0000 UTC
  const [, day, time] = /^(\S+) (\d+:\d+:\d+(?:\.\d{1,3})?)\d* \+0000/.exec(created) ?? [];
  return { id, who, operation: field('Operation') ?? '', createdAt: new Date(`${day}T${time}Z`) };
}

/** The holder as a state server tells of it, in the form that the CLI has sent. */
export function parseLockInfo(text: string): LockHolder | undefined {
  try {
    const { ID: id, Who: who, Operation: operation, Created: created } = JSON.parse(text);
    if (typeof id !== 'string' || typeof who !== 'string') return undefined;
    return { id, who, operation: String(operation), createdAt: new Date(String(created)) };
  } catch {
    return undefined;
  }
}

/** Whether it is a command of ours that was killed. Commands on one state never run beside each other. */
export function isOurs({ who, createdAt }: LockHolder, { hostname, isPrivate, begunAt }: OwnRuns): boolean {
  if (who.slice(who.lastIndexOf('@') + 1) !== hostname) return false;
  return isPrivate || (begunAt !== undefined && createdAt >= begunAt);
}

/** For people. */
export function describeHolder({ id, who, operation, createdAt }: LockHolder): string {
  const when = Number.isNaN(createdAt.getTime()) ? '' : ` since ${createdAt.toISOString()}`;
  return `${who}${when} (${operation}, lock ${id})`;
}
