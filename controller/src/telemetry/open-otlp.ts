import type { Tracer } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { type IMetricReader, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';

/** What sends to a collector by OTLP over HTTP. */
export interface Otlp {
  readonly tracer: Tracer;
  /** Sends all metrics every minute, and once more when it is shut down. */
  readonly reader: IMetricReader;
  /** Sends the spans that are still held. */
  stop(): Promise<void>;
}

const EXPORT_TIMEOUT_MS = 5_000;
const METRICS_INTERVAL_MS = 60_000;

/** @param endpoint address of the collector; the paths of OTLP are put behind it */
export async function openOtlp(endpoint: string, resource: Resource, version: string): Promise<Otlp> {
  // Loaded only where it is used: start-up time counts.
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { OTLPMetricExporter }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/exporter-metrics-otlp-http'),
    ]);
  const exporting = (path: string) => ({
    url: `${endpoint.replace(/\/+$/, '')}${path}`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const provider = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(exporting('/v1/traces')) })],
  });
  return {
    tracer: provider.getTracer('souk', version),
    reader: new PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter(exporting('/v1/metrics')),
      exportIntervalMillis: METRICS_INTERVAL_MS,
      exportTimeoutMillis: EXPORT_TIMEOUT_MS,
    }),
    stop: () => provider.shutdown(),
  };
}
