import {
  type Attributes,
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';

/** Work that is worth a span of its own. */
export type SpanName =
  | 'sync'
  | 'sync.fetch'
  | 'sync.read'
  | 'sync.write'
  | 'webhook.deliver'
  | 'oci.publish'
  | 'federation.sync';

/** Tells what led to what, within this process and across others. */
export interface Tracing {
  /** Runs work as a span below the one that is going on; marks it as failed when the work rejects. */
  span<T>(name: SpanName, attributes: Attributes, work: (span: OpenSpan) => Promise<T>): Promise<T>;
  /** Opens a span for a request, below that of its caller where the caller names one by `traceparent`. */
  receive(request: { readonly method: string; readonly traceparent: string | undefined }): ReceivedSpan;
  /** Header for whoever is called: undefined while nothing is traced. */
  traceparent(): string | undefined;
  /** Id of the trace that is going on, for logs. */
  traceId(): string | undefined;
}

export interface OpenSpan {
  /** Adds what came out in the meantime. */
  annotate(attributes: Attributes): void;
}

export interface ReceivedSpan {
  /** Runs what belongs to the request. */
  within(work: () => void): void;
  end(outcome: { readonly route: string | undefined; readonly status: number }): void;
}

/** Keeps no global state: each tracing knows only its own spans. */
export function createTracing(tracer: Tracer): Tracing {
  const contexts = new AsyncLocalStorageContextManager().enable();
  const propagator = new W3CTraceContextPropagator();
  return {
    async span(name, attributes, work) {
      const parent = contexts.active();
      const span = tracer.startSpan(name, { attributes }, parent);
      try {
        const annotate = (more: Attributes): void => void span.setAttributes(more);
        return await contexts.with(trace.setSpan(parent, span), () => work({ annotate }));
      } catch (error) {
        span.setStatus({
          code: SpanStatusCode.ERROR,
          message: error instanceof Error ? error.name : 'Error',
        });
        throw error;
      } finally {
        span.end();
      }
    },
    receive({ method, traceparent }) {
      const caller = propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
      const span = tracer.startSpan(
        method,
        { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } },
        caller,
      );
      const inside = trace.setSpan(caller, span);
      return {
        within: (work) => contexts.with(inside, work),
        end({ route, status }) {
          if (route !== undefined) span.updateName(`${method} ${route}`).setAttribute('http.route', route);
          span.setAttribute('http.response.status_code', status);
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    traceparent() {
      const headers: Record<string, string> = {};
      propagator.inject(contexts.active(), headers, defaultTextMapSetter);
      return headers['traceparent'];
    },
    traceId: () => idOf(contexts.active()),
  };
}

function idOf(context: Context): string | undefined {
  const found = trace.getSpanContext(context);
  return found !== undefined && trace.isSpanContextValid(found) ? found.traceId : undefined;
}
