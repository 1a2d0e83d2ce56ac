import { ProxyTracerProvider } from '@opentelemetry/api';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { createTelemetry } from './create-telemetry.ts';
import { observeProcess } from './observe-process.ts';
import { openOtlp } from './open-otlp.ts';
import type { Telemetry } from './telemetry.ts';

export interface TelemetryOptions {
  /** Address of a collector that takes OTLP over HTTP; nothing is sent when undefined. */
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

/** Starts what collects metrics, and sends them and traces where there is somebody to send them to. */
export async function startTelemetry(options: TelemetryOptions): Promise<StartedTelemetry> {
  const { otlpEndpoint, instance, version } = options;
  const resource = resourceFromAttributes({
    'service.name': 'souk',
    'service.version': version,
    'service.instance.id': instance,
  });
  const otlp = otlpEndpoint === undefined ? undefined : await openOtlp(otlpEndpoint, resource, version);
  const reader = new OnDemandReader();
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  const metering = new MeterProvider({
    resource,
    readers: otlp === undefined ? [reader] : [reader, otlp.reader],
  });
  const meter = metering.getMeter('souk');
  const stopProcess = observeProcess(meter);
  return {
    telemetry: createTelemetry(meter, otlp?.tracer ?? new ProxyTracerProvider().getTracer('souk')),
    async renderMetrics() {
      const { resourceMetrics } = await reader.collect();
      return serializer.serialize(resourceMetrics);
    },
    async stop() {
      stopProcess();
      await Promise.allSettled([otlp?.stop(), metering.shutdown()]);
    },
  };
}
