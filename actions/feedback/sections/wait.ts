import type { ExpectedWait, GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { formatCount } from '../../report/count-words.ts';

const HOURS_OF_A_DAY = 24;

/** Place in the queue, and how long changes like this one took of late. */
export function renderWait({ wait, state }: GateOutcome): string {
  if (wait === undefined || state === 'fault') return '';
  const place =
    wait.position === 1
      ? `the first of ${formatCount(wait.waiting)}`
      : `number ${formatCount(wait.position)} of ${formatCount(wait.waiting)}`;
  const queue =
    state === 'waiting' && wait.waiting > 1
      ? `It is ${place} that wait for the same people, oldest first. `
      : '';
  const times = pastTimes(wait);
  return queue + times === '' ? '' : `### How long it takes\n\n${queue}${times}`;
}

function pastTimes({ medianHours, slowHours, sample }: ExpectedWait): string {
  if (medianHours === undefined) return 'Too few changes were merged of late to say how long it takes.';
  const slow = slowHours === undefined ? '' : `, and nine in ten within **${duration(slowHours)}**`;
  return `Half of the last ${formatCount(sample)} changes like this were merged within **${duration(medianHours)}**${slow}.`;
}

function duration(hours: number): string {
  if (hours < 1) return 'an hour';
  const [amount, unit] =
    hours < 2 * HOURS_OF_A_DAY ? [Math.round(hours), 'hour'] : [Math.round(hours / HOURS_OF_A_DAY), 'day'];
  return `${formatCount(amount)} ${unit}${amount === 1 ? '' : 's'}`;
}
