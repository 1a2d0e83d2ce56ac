import { createNoopMeter, type Meter, ProxyTracerProvider, type Tracer } from '@opentelemetry/api';
import { openInstruments } from './instruments.ts';
import type { Readings, Telemetry } from './telemetry.ts';
import { createTracing } from './tracing.ts';

/** Telemetry on OpenTelemetry's interfaces; who collects it is up to the meter and the tracer. */
export function createTelemetry(meter: Meter, tracer: Tracer): Telemetry {
  const { count, record, gauge } = openInstruments(meter);
  const readings: Partial<Readings>[] = [];
  const each = <K extends keyof Readings>(name: K): ReturnType<Readings[K]>[] =>
    readings.flatMap((some) => {
      const read = some[name];
      return read === undefined ? [] : [read() as ReturnType<Readings[K]>];
    });
  gauge('souk_leader', () => each('leading').map((leading) => [leading ? 1 : 0, {}]));
  gauge('souk_sync_last_success_timestamp_seconds', () =>
    each('syncedAt').flatMap((at) => (at === undefined ? [] : [[at.getTime() / 1_000, {}]])),
  );
  gauge('souk_queue_depth', () =>
    each('queue')
      .flat()
      .map(({ lane, depth }) => [depth, { lane }]),
  );
  gauge('souk_queue_oldest_age_seconds', () =>
    each('queue')
      .flat()
      .map(({ lane, oldestSeconds }) => [oldestSeconds, { lane }]),
  );
  gauge('souk_queue_parked', () => each('parked').map((parked) => [parked, {}]));
  gauge('souk_vetting_backlog', () => each('vettingBacklog').map((entries) => [entries, {}]));
  gauge('souk_entities', () =>
    each('entities').flatMap(({ byKind }) =>
      Object.entries(byKind).map(([kind, count]) => [count, { kind }] as const),
    ),
  );
  gauge('souk_entities_stalled', () => each('entities').map(({ stalled }) => [stalled, {}]));
  gauge('souk_held_requests', () => each('heldRequests').map((requests) => [requests, {}]));
  gauge('souk_usage_events_waiting', () => each('usageWaiting').map((events) => [events, {}]));
  gauge('souk_billing_payments_open', () => each('paymentsOpen').map((payments) => [payments, {}]));
  gauge('souk_billing_months_overdue', () => each('monthsOverdue').map((months) => [months, {}]));
  return {
    tracing: createTracing(tracer),
    syncEnded({ outcome, seconds, changed, lagSeconds }) {
      record('souk_sync_duration_seconds', seconds, { outcome });
      count('souk_sync_entities_changed_total', changed, {});
      if (lagSeconds !== undefined) record('souk_sync_lag_seconds', lagSeconds, {});
    },
    wrote(rows) {
      count('souk_transactions_total', 1, {});
      count('souk_rows_written_total', rows, {});
    },
    failed: (reason) => count('souk_errors_total', 1, { reason }),
    requestEnded: ({ method, route = 'none', status, seconds }) =>
      record('souk_http_request_duration_seconds', seconds, {
        method: knownMethod(method),
        route,
        status: String(status),
      }),
    deliveryEnded({ outcome, seconds }) {
      count('souk_deliveries_total', 1, { outcome });
      record('souk_delivery_duration_seconds', seconds, {});
    },
    usageCounted: (status, events) => count('souk_usage_events_total', events, { status }),
    publicationEnded: (outcome) => count('souk_publications_total', 1, { outcome }),
    observe: (some) => void readings.push(some),
  };
}

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A caller can name its method as it likes; a label can not. */
function knownMethod(method: string): string {
  return methods.has(method) ? method : 'other';
}

/** Telemetry that nobody listens to. */
export function silentTelemetry(): Telemetry {
  return createTelemetry(createNoopMeter(), new ProxyTracerProvider().getTracer('souk'));
}
