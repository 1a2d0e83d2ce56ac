import type { Severity } from './severity.ts';

export type Labels = Readonly<Record<string, string>>;

/** One state of an incident, as a webhook tells it. */
export interface IncidentUpdate {
  readonly source: 'alertmanager' | 'pagerduty';
  /** Of Alertmanager the key of the group, of PagerDuty the id of the incident. */
  readonly id: string;
  readonly title: string;
  readonly status: 'firing' | 'acknowledged' | 'resolved';
  readonly severity: Severity;
  /** What routes look at. */
  readonly labels: Labels;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** When this was so; what is older than what is known changes nothing. Undefined where the source does not say. */
  readonly at: number | undefined;
  /** Where it is, in a few words. */
  readonly place: string;
  /** Lines on the single alerts that fire. */
  readonly lines: readonly string[];
  readonly count: number;
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** Alertmanager's names of the alerts that fire. */
  readonly fingerprints: readonly string[];
}

/** An incident as it is known now. */
export interface Incident extends IncidentUpdate {
  /** Name under which it is kept. */
  readonly key: string;
  readonly channel: string;
  /** Milliseconds since 1970; undefined while it goes on. */
  readonly ended: number | undefined;
}
