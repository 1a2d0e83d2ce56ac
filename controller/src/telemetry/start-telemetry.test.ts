import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Metric, metrics } from './metrics.ts';
import { type StartedTelemetry, startTelemetry } from './start-telemetry.ts';
import type { EntityCounts } from './telemetry.ts';

const options = { otlpEndpoint: undefined, instance: 'a', version: '1.0.0' };

let started: StartedTelemetry;
beforeEach(async () => {
  started = await startTelemetry(options);
});
afterEach(() => started.stop());

/** Every series of a text in Prometheus' format: its name and its labels. */
function seriesOf(rendered: string): { readonly name: string; readonly labels: readonly string[] }[] {
  return rendered
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = ''] = /^([a-z_]+)(?:\{(.*)\})? /.exec(line) ?? [];
      return { name, labels: [...labels.matchAll(/([a-z_]+)="/g)].map(([, label = '']) => label) };
    });
}

/** One of everything. */
function work({ telemetry }: StartedTelemetry): void {
  telemetry.syncEnded({ outcome: 'synced', seconds: 0.2, changed: 3, lagSeconds: 0.05 });
  telemetry.wrote(12);
  telemetry.failed('sync');
  telemetry.requestEnded({ method: 'GET', route: '/api/v1/entities/:kind/:id', status: 200, seconds: 0.01 });
  telemetry.deliveryEnded({ outcome: 'delivered', seconds: 0.3 });
  telemetry.publicationEnded('published');
  telemetry.usageCounted('accepted', 3);
  telemetry.observe({
    leading: () => true,
    syncedAt: () => new Date('2026-11-22T08:00:00Z'),
    queue: () => [{ lane: 'change', depth: 4, oldestSeconds: 2 }],
    parked: () => 1,
    vettingBacklog: () => 9,
    entities: () => ({ byKind: { App: 7 }, stalled: 1 }),
    heldRequests: () => 2,
    usageWaiting: () => 7,
    monthsOverdue: () => 1,
    paymentsOpen: () => 2,
  });
}

describe('when metrics are rendered', () => {
  it('shows every metric of the catalogue with its labels, and nothing else', async () => {
    work(started);
    const seen = new Map(
      seriesOf(await started.renderMetrics()).map(({ name, labels }) => [
        name.replace(/_(bucket|sum|count)$/, ''),
        labels.filter((label) => label !== 'le').sort(),
      ]),
    );
    const catalogue = Object.entries<Metric>(metrics).map(([name, { labels }]) => [name, [...labels].sort()]);
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(catalogue));
  });

  it('says what it was told', async () => {
    work(started);
    const rendered = (await started.renderMetrics()).split('\n');
    expect(rendered).toEqual(
      expect.arrayContaining([
        'souk_sync_duration_seconds_count{outcome="synced"} 1',
        'souk_sync_lag_seconds_bucket{le="0.05"} 1',
        'souk_sync_last_success_timestamp_seconds 1795334400',
        'souk_rows_written_total 12',
        'souk_queue_depth{lane="change"} 4',
        'souk_entities{kind="App"} 7',
        'souk_leader 1',
        'souk_http_request_duration_seconds_count{method="GET",route="/api/v1/entities/:kind/:id",status="200"} 1',
      ]),
    );
  });

  it('lets what is gone fall to zero', async () => {
    let byKind: EntityCounts['byKind'] = { App: 2 };
    started.telemetry.observe({ entities: () => ({ byKind, stalled: 0 }) });
    await started.renderMetrics();
    byKind = {};
    expect(await started.renderMetrics()).toContain('souk_entities{kind="App"} 0');
  });

  it('takes one series for all that callers make up', async () => {
    for (let i = 0; i < 50; i++)
      started.telemetry.requestEnded({ method: `X${i}`, route: undefined, status: 404, seconds: 0 });
    const counts = seriesOf(await started.renderMetrics()).filter(({ name }) =>
      name.endsWith('seconds_count'),
    );
    expect(counts).toHaveLength(1);
  });

  it('goes on when a reading fails', async () => {
    started.telemetry.observe({
      parked: () => {
        throw new Error('not now');
      },
      heldRequests: () => 3,
    });
    expect(await started.renderMetrics()).toContain('souk_held_requests 3');
  });
});

describe('when a collector is named', () => {
  let server: Server;
  let bodies: Map<string, string>;
  let sending: StartedTelemetry;
  beforeEach(async () => {
    bodies = new Map();
    server = createServer(async (request, response) => {
      const { url = '' } = request;
      bodies.set(url, `${bodies.get(url) ?? ''}${await text(request)}`);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    sending = await startTelemetry({ ...options, otlpEndpoint: `http://127.0.0.1:${port}/` });
  });
  afterEach(() => {
    server.close();
  });

  it('sends it the spans, with the trace of the caller, before it stops', async () => {
    const { tracing } = sending.telemetry;
    const request = tracing.receive({
      method: 'GET',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    const outgoing = await new Promise((resolve) =>
      request.within(() =>
        resolve(tracing.span('sync', { commit: 'c1' }, async () => tracing.traceparent())),
      ),
    );
    request.end({ route: '/api/v1/refresh', status: 202 });
    await sending.stop();
    expect(outgoing).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/);
    expect(bodies.get('/v1/traces')).toContain('0af7651916cd43dd8448eb211c80319c');
    expect(bodies.get('/v1/traces')).toContain('GET /api/v1/refresh');
  });

  it('sends it every metric, by the name of the replica, before it stops', async () => {
    work(sending);
    await sending.stop();
    const { resourceMetrics } = JSON.parse(bodies.get('/v1/metrics') ?? '{}');
    const [{ resource, scopeMetrics }] = resourceMetrics;
    const sent: { name: string; sum?: { dataPoints: unknown[] } }[] = scopeMetrics[0].metrics;
    expect(sent.map(({ name }) => name).sort()).toEqual(Object.keys(metrics).sort());
    expect(sent.find(({ name }) => name === 'souk_rows_written_total')?.sum?.dataPoints).toEqual([
      expect.objectContaining({ asDouble: 12 }),
    ]);
    expect(resource.attributes).toContainEqual({ key: 'service.instance.id', value: { stringValue: 'a' } });
  });

  it('shows metrics to who asks for them all the same', async () => {
    work(sending);
    expect(await sending.renderMetrics()).toContain('souk_rows_written_total 12\n');
    await sending.stop();
  });
});
