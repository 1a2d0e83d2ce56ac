import type { EventStanding } from '@souk/model/metering/settle-events.ts';
import type { EventRefusal } from '@souk/model/metering/usage-event.ts';
import type { WrittenEvent } from './prepared-event.ts';

/** What has become of one event. */
export interface EventResult {
  readonly id?: string;
  readonly status: EventStanding | 'rejected';
  readonly code?: EventRefusal['code'];
  /** Member of the event that the code is about. */
  readonly at?: string;
  readonly detail?: string;
  /** Month that it is billed with, such as `2026-11`. */
  readonly period?: string;
}

export function rejectedResult(id: string | undefined, { code, at, detail }: EventRefusal): EventResult {
  return {
    ...(id === undefined ? {} : { id }),
    status: 'rejected',
    code,
    ...(at === '' ? {} : { at }),
    detail,
  };
}

/** @param isTagged whether its tags are told apart */
export function writtenResult(
  id: string,
  { standing, billedMonth }: WrittenEvent,
  isTagged: boolean,
): EventResult {
  const period = billedMonth === undefined ? {} : { period: billedMonth };
  switch (standing) {
    case 'accepted':
      return { id, status: 'accepted', ...period, ...(isTagged ? {} : { detail: untagged }) };
    case 'duplicate':
      return { id, status: 'duplicate' };
    case 'conflict':
      return { id, status: 'conflict', detail: conflict };
  }
}

const untagged =
  'It counts without its tags: the version has more than 1,000 combinations of them. Use tags with few values.';
const conflict =
  'Another event with this id came before and counts; this one was kept to be looked into. Give each event an id of its own.';
