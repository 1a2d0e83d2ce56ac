import { ProxyTracerProvider, type Tracer } from '@opentelemetry/api';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { createTelemetry } from './create-telemetry.ts';
import { observeProcess } from './observe-process.ts';
import type { Telemetry } from './telemetry.ts';

export interface TelemetryOptions {
  /** Address of a collector that takes OTLP over HTTP; nothing is traced when undefined. */
  readonly otlpEndpoint: string | undefined;
  /** Tells this replica from the others. */
  readonly instance: string;
  readonly version: string;
}

export interface StartedTelemetry {
  readonly telemetry: Telemetry;
  /** All metrics in the text format of Prometheus. */
  renderMetrics(): Promise<string>;
  /** Sends what is still held and stops; never rejects. */
  stop(): Promise<void>;
}

/** Waits for nobody: metrics are collected when somebody asks for them. */
class OnDemandReader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** Starts what collects metrics, and traces where there is somebody to send them to. */
export async function startTelemetry(options: TelemetryOptions): Promise<StartedTelemetry> {
  const reader = new OnDemandReader();
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  const metering = new MeterProvider({ readers: [reader] });
  const meter = metering.getMeter('souk');
  const stopProcess = observeProcess(meter);
  const tracing = await startTracing(options);
  return {
    telemetry: createTelemetry(meter, tracing.tracer),
    async renderMetrics() {
      const { resourceMetrics } = await reader.collect();
      return serializer.serialize(resourceMetrics);
    },
    async stop() {
      stopProcess();
      await Promise.allSettled([tracing.stop(), metering.shutdown()]);
    },
  };
}

interface StartedTracing {
  readonly tracer: Tracer;
  stop(): Promise<void>;
}

const EXPORT_TIMEOUT_MS = 5_000;

async function startTracing({ otlpEndpoint, instance, version }: TelemetryOptions): Promise<StartedTracing> {
  if (otlpEndpoint === undefined)
    return { tracer: new ProxyTracerProvider().getTracer('souk'), stop: async () => undefined };
  // Loaded only where it is used: start-up time counts.
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const url = `${otlpEndpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_TIMEOUT_MS });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'souk',
      'service.version': version,
      'service.instance.id': instance,
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  return { tracer: provider.getTracer('souk', version), stop: () => provider.shutdown() };
}
