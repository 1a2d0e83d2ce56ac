import type { MeteredValue } from '@souk/model/metering/meter-event.ts';
import type { EventStanding, SubmittedEvent } from '@souk/model/metering/settle-events.ts';
import type { UsageEvent } from '@souk/model/metering/usage-event.ts';

/** An event that may be counted, with all that its rows are made of. */
export interface PreparedEvent extends SubmittedEvent {
  readonly installation: string;
  readonly event: UsageEvent;
  readonly metered: MeteredValue;
  /** Number of the dimension. */
  readonly dimension: string;
  /** Month that it happened in, such as `2026-11`. */
  readonly month: string;
  readonly receivedAt: Date;
}

export interface WrittenEvent {
  readonly standing: EventStanding;
  /** Month that it is billed with; undefined unless it was accepted. */
  readonly billedMonth: string | undefined;
}
