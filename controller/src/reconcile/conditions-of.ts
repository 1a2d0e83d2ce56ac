import type { Finding, Location } from '@souk/model/finding/finding.ts';
import type { ConditionStatus, ConditionType } from '../store/standing-tables.ts';
import type { DesiredEntity } from './desired-entity.ts';

export interface Condition {
  readonly type: ConditionType;
  readonly status: ConditionStatus;
  /** One word for programs. */
  readonly reason: string;
  readonly message: string;
  readonly location: Location | undefined;
}

/** How an entity stands after a sync. */
export function conditionsOf(entity: DesiredEntity): Condition[] {
  return [accepted(entity), compliant(entity)];
}

function accepted({ standing, content, findings: [first], path }: DesiredEntity): Condition {
  const type = 'Accepted';
  switch (standing) {
    case 'sound':
      return {
        type,
        status: 'True',
        reason: 'Accepted',
        message: `${path} is what is shown.`,
        location: undefined,
      };
    case 'broken': {
      const shown =
        content === undefined ? 'There is no earlier content to show.' : 'The last good content is shown.';
      const why = first?.message ?? `${path} can not be read.`;
      return {
        type,
        status: 'False',
        reason: 'Broken',
        message: `${why} ${shown}`,
        location: first?.location,
      };
    }
    case 'held':
      return {
        type,
        status: 'False',
        reason: 'RemovalHeld',
        message: `${path} is gone, together with too many others: the removal waits for approval.`,
        location: undefined,
      };
  }
}

function compliant({ standing, findings }: DesiredEntity): Condition {
  const type = 'Compliant';
  if (standing !== 'sound')
    return {
      type,
      status: 'Unknown',
      reason: 'NotAccepted',
      message: 'What the file says now was not judged.',
      location: undefined,
    };
  const standingFindings = findings.filter(({ waivedBy }) => waivedBy === undefined);
  const fault = standingFindings.find(({ level }) => level === 'error');
  if (fault !== undefined) return because(type, 'Unknown', 'CheckFailed', fault);
  const denials = standingFindings.filter(({ level }) => level === 'deny');
  const [first] = denials;
  if (first !== undefined) {
    const rest = denials.length === 1 ? '' : ` (and ${denials.length - 1} more)`;
    return because(type, 'False', 'Denied', { ...first, message: `${first.message}${rest}` });
  }
  const warnings = standingFindings.filter(({ level }) => level === 'warn').length;
  return {
    type,
    status: 'True',
    reason: warnings === 0 ? 'NothingFound' : 'OnlyWarnings',
    message: warnings === 0 ? 'The checks find nothing.' : `The checks give ${warnings} warnings.`,
    location: undefined,
  };
}

function because(
  type: ConditionType,
  status: ConditionStatus,
  reason: string,
  { message, location }: Finding,
): Condition {
  return { type, status, reason, message, location };
}
