import { formatKey, type Waiver } from '../manifest/manifest.ts';
import type { Deadline } from './deadline.ts';

/**
 * A deadline as waivers put it off, such as one of the rule `deadline/sunset` on an installation: it is due when the
 * last of them ends. What is over does not count, and none brings a deadline forward.
 */
export function extendDeadline(deadline: Deadline, waivers: readonly Waiver[]): Deadline {
  const rule = `deadline/${deadline.trigger}`;
  const subject = formatKey(deadline.subject);
  const ends = waivers
    .filter((waiver) => waiver.rule === rule && subjectOf(waiver) === subject)
    .map(({ expiresAt }) => Date.parse(expiresAt));
  return { ...deadline, dueAt: new Date(Math.max(deadline.dueAt.getTime(), ...ends)) };
}

function subjectOf({ entity }: Waiver): string {
  return typeof entity === 'string' ? entity : `${entity.kind}/${entity.id}`;
}
