/** Something that was used, as an installation says it: sound in its form, and not yet compared with anything. */
export interface UsageEvent {
  /** Names it among all events of its installation, for good. */
  readonly id: string;
  readonly metric: string;
  /** Decimal number of at least 0. */
  readonly value: string;
  /** What the value is measured in; the unit of the metric when absent. */
  readonly unit?: string;
  /** Milliseconds since 1970; it counts as of when it came when absent. */
  readonly at?: number;
  /** Whole number that counts up by one for each event of the installation and the metric. */
  readonly sequence?: string;
  /** Whom it is about, for metrics that count different ones. */
  readonly subject?: string;
  /** Sorted by name. */
  readonly tags?: readonly EventTag[];
}

export type EventTag = readonly [name: string, value: string];

/**
 * - `invalid`: it has not the form of an event
 * - `unknown-metric`: no version of the app that is installed declares the metric
 * - `unknown-unit`: the metric is not measured in that
 * - `too-early`, `too-late`: its time lies too far from when it came
 */
export type RefusalCode = 'invalid' | 'unknown-metric' | 'unknown-unit' | 'too-early' | 'too-late';

/** Why an event is not taken. */
export interface EventRefusal {
  readonly code: RefusalCode;
  /** Member of the event that it is about, such as `data.value`; empty where it is all of it. */
  readonly at: string;
  /** What was expected, what came and how to mend it. */
  readonly detail: string;
}
