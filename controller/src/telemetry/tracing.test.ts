import { ProxyTracerProvider } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { createTracing } from './tracing.ts';

function recording() {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  return { tracing: createTracing(provider.getTracer('test')), spans: () => exporter.getFinishedSpans() };
}

describe('when work is traced', () => {
  it('puts a step below what it belongs to, across awaiting', async () => {
    const { tracing, spans } = recording();
    await tracing.span('sync', {}, async (span) => {
      await Promise.resolve();
      await tracing.span('sync.read', {}, async () => undefined);
      span.annotate({ changed: 2 });
    });
    const [read, sync] = spans();
    expect(read?.parentSpanContext?.spanId).toBe(sync?.spanContext().spanId);
    expect(sync?.attributes).toEqual({ changed: 2 });
  });

  it('keeps two traces apart', async () => {
    const first = recording();
    const second = recording();
    await first.tracing.span('sync', {}, async () => {
      expect(second.tracing.traceId()).toBeUndefined();
      expect(first.tracing.traceId()).toMatch(/^[0-9a-f]{32}$/);
    });
  });

  it('marks work that failed, by the name of the error and not by its words', async () => {
    const { tracing, spans } = recording();
    const failing = tracing.span('sync', {}, async () => {
      throw new TypeError('https://user:token@host');
    });
    await expect(failing).rejects.toThrow(TypeError);
    expect(spans()[0]?.status).toEqual({ code: 2, message: 'TypeError' });
  });
});

describe('when nothing is traced', () => {
  const tracing = createTracing(new ProxyTracerProvider().getTracer('test'));

  it('still does the work, and names no trace', async () => {
    await expect(tracing.span('sync', {}, async () => tracing.traceparent())).resolves.toBeUndefined();
  });

  it('passes on the trace of a caller', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    let seen: string | undefined;
    tracing.receive({ method: 'GET', traceparent }).within(() => {
      seen = tracing.traceparent();
    });
    expect(seen).toBe(traceparent);
  });

  it.each(['nonsense', '00-0-0-01', ''])('ignores a header that is none: %j', (traceparent) => {
    tracing.receive({ method: 'GET', traceparent }).within(() => {
      expect(tracing.traceparent()).toBeUndefined();
    });
  });
});
