import type { FastifyInstance } from 'fastify';
import type { Telemetry } from './telemetry.ts';
import type { ReceivedSpan } from './tracing.ts';

/** What is asked for all the time by machines: measured, but not traced. */
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Measures and traces every request. To be added before other hooks, so that refusals are seen too. */
export function observeRequests(api: FastifyInstance, telemetry: Telemetry): void {
  const spans = new WeakMap<object, ReceivedSpan>();
  api.addHook('onRequest', (request, _reply, done) => {
    if (probes.has(request.routeOptions.url ?? '')) return done();
    const { traceparent } = request.headers;
    const span = telemetry.tracing.receive({
      method: request.method,
      traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    });
    spans.set(request, span);
    span.within(done);
  });
  api.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? undefined : request.routeOptions.url;
    const { method } = request;
    const status = reply.statusCode;
    telemetry.requestEnded({ method, route, status, seconds: reply.elapsedTime / 1_000 });
    spans.get(request)?.end({ route, status });
    done();
  });
  // A caller that hangs up gets no answer, and would leave its span open.
  api.addHook('onRequestAbort', (request, done) => {
    spans.get(request)?.end({ route: request.routeOptions.url, status: 499 });
    spans.delete(request);
    done();
  });
}
