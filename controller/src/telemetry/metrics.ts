/** A series that `/metrics` shows. Labels take few values, none of which names an entity, a person or an address. */
export interface Metric {
  readonly type: 'counter' | 'histogram' | 'gauge';
  readonly labels: readonly string[];
  /** What it counts, in a sentence: the help text of Prometheus and the table of docs/operator.md. */
  readonly description: string;
  /** Upper bounds of the buckets of a histogram. */
  readonly buckets?: readonly number[];
}

const QUICK = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SLOW = [0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 900];

/** Every metric of the controller. The table in docs/operator.md is compared with this by a test. */
export const metrics = {
  souk_sync_duration_seconds: {
    type: 'histogram',
    labels: ['outcome'],
    description: 'Time from the start to the end of a sync that had something to do.',
    buckets: SLOW,
  },
  souk_sync_entities_changed_total: {
    type: 'counter',
    labels: [],
    description: 'Entities that syncs have added, changed or removed.',
  },
  souk_sync_lag_seconds: {
    type: 'histogram',
    labels: [],
    description: 'Time from the wake-up that noticed a new state of the source until it could be seen.',
    buckets: SLOW,
  },
  souk_sync_last_success_timestamp_seconds: {
    type: 'gauge',
    labels: [],
    description: 'When the registry was last known to hold what its source says, as a Unix time.',
  },
  souk_queue_depth: {
    type: 'gauge',
    labels: ['lane'],
    description: 'Entities that wait to be worked on.',
  },
  souk_queue_oldest_age_seconds: {
    type: 'gauge',
    labels: ['lane'],
    description: 'How long the oldest of them has waited.',
  },
  souk_queue_parked: {
    type: 'gauge',
    labels: [],
    description: 'Entities that failed so often that they wait for a person or for a change.',
  },
  souk_vetting_backlog: {
    type: 'gauge',
    labels: [],
    description: 'Entries that wait to be looked at by vetting; 0 on replicas that do not lead.',
  },
  souk_errors_total: {
    type: 'counter',
    labels: ['reason'],
    description: 'Failures, by what failed.',
  },
  souk_transactions_total: {
    type: 'counter',
    labels: [],
    description: 'Transactions that wrote something. It stands still while nothing changes.',
  },
  souk_rows_written_total: {
    type: 'counter',
    labels: [],
    description: 'Rows that those transactions wrote or deleted.',
  },
  souk_http_request_duration_seconds: {
    type: 'histogram',
    labels: ['method', 'route', 'status'],
    description: 'Time from a request to the end of its answer, by the pattern of the route.',
    buckets: QUICK,
  },
  souk_deliveries_total: {
    type: 'counter',
    labels: ['outcome'],
    description: 'Attempts to deliver an event to a webhook.',
  },
  souk_delivery_duration_seconds: {
    type: 'histogram',
    labels: [],
    description: 'Time that an attempt to deliver took.',
    buckets: SLOW,
  },
  souk_publications_total: {
    type: 'counter',
    labels: ['outcome'],
    description: 'Attempts to publish a version to the OCI registry.',
  },
  souk_usage_events_total: {
    type: 'counter',
    labels: ['status'],
    description: 'Events of usage that came, by what has become of them.',
  },
  souk_usage_events_waiting: {
    type: 'gauge',
    labels: [],
    description: 'Events of usage that wait or are being written; more than 20000 are not let in.',
  },
  souk_billing_months_overdue: {
    type: 'gauge',
    labels: [],
    description: 'Months past their cutoff that something keeps open; 0 on replicas that do not lead.',
  },
  souk_billing_payments_open: {
    type: 'gauge',
    labels: [],
    description: 'Payments that wait for somebody to look at them; 0 on replicas that do not lead.',
  },
  souk_leader: {
    type: 'gauge',
    labels: [],
    description: '1 on the replica that leads, 0 on the others.',
  },
  souk_entities: {
    type: 'gauge',
    labels: ['kind'],
    description: 'Entities that the registry holds.',
  },
  souk_entities_stalled: {
    type: 'gauge',
    labels: [],
    description: 'Those of them whose file is broken: what is shown is their last good content.',
  },
  souk_held_requests: {
    type: 'gauge',
    labels: [],
    description: 'Requests that are answered when something happens: streams and long polls.',
  },
  process_cpu_seconds_total: {
    type: 'counter',
    labels: [],
    description: 'Processor time that the process has used.',
  },
  process_resident_memory_bytes: {
    type: 'gauge',
    labels: [],
    description: 'Memory that the process holds.',
  },
  process_start_time_seconds: {
    type: 'gauge',
    labels: [],
    description: 'When the process started, as a Unix time.',
  },
  nodejs_heap_used_bytes: {
    type: 'gauge',
    labels: [],
    description: 'Memory of the JavaScript heap that is in use.',
  },
  nodejs_eventloop_delay_seconds: {
    type: 'gauge',
    labels: ['quantile'],
    description: 'How late the event loop was since metrics were last read.',
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof metrics;

type OfType<T extends Metric['type']> = {
  [N in MetricName]: (typeof metrics)[N]['type'] extends T ? N : never;
}[MetricName];

export type CounterName = OfType<'counter'>;
export type HistogramName = OfType<'histogram'>;
export type GaugeName = OfType<'gauge'>;

/** The labels of a metric, each with its value: none may be left out, and no other given. */
export type LabelsOf<N extends MetricName> = Readonly<Record<(typeof metrics)[N]['labels'][number], string>>;
