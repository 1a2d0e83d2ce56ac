import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anInstance } from '../testing/an-instance.ts';
import { createArgoHealth } from './argo-health.ts';
import type { ReadHealth } from './gitops-ports.ts';

const never = new AbortController().signal;

let server: Server;
let answer: { status: number; body: string } | undefined;
const asked: string[] = [];
let url: string;

beforeEach(async () => {
  asked.length = 0;
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    if (answer !== undefined) response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const health = (parts: { token?: string; timeoutMs?: number } = {}): ReadHealth =>
  createArgoHealth({
    url,
    token: 'token',
    timeoutMs: 10_000,
    applicationOf: ({ id, environment }) => `${environment}/${id}`,
    ...parts,
  });
const application = (state: string, sync: string, message?: string) => ({
  status: 200,
  body: JSON.stringify({ status: { health: { status: state, message }, sync: { status: sync } } }),
});

describe('when Argo CD is asked for an Application', () => {
  it.each([
    ['healthy and of the newest commit', application('Healthy', 'Synced'), 'healthy', undefined],
    ['healthy and old', application('Healthy', 'OutOfSync'), 'unknown', /newest commit/],
    ['on its way', application('Progressing', 'Synced'), 'unknown', /Progressing/],
    [
      'degraded',
      application('Degraded', 'Synced', 'back-off\n\u001b[31mpulling'),
      'unhealthy',
      /Degraded: back-off \[31mpulling$/,
    ],
    ['missing', application('Missing', 'OutOfSync'), 'unhealthy', /Missing\.$/],
    ['of a state that nobody knows', application('Odd', 'Synced'), 'unknown', /does not know/],
    ['no object', { status: 200, body: '[]' }, 'unknown', /does not know/],
    ['no JSON', { status: 200, body: '<html>' }, 'unknown', /can't be asked/],
    ['not there', { status: 404, body: '{}' }, 'unknown', /404.*there is none/],
    ['not for us to see', { status: 403, body: '{}' }, 'unknown', /403.*may not read/],
  ])('tells how one does that is %s', async (_, given, expected, message) => {
    answer = given;
    const found = await health()(anInstance(), never);
    expect(found.health).toBe(expected);
    if (message === undefined) expect(found.message).toBeUndefined();
    else expect(found.message).toMatch(message);
    // The name of an Application is one segment, whatever it holds.
    expect(asked).toEqual(['GET /api/v1/applications/dev%2Flead-alerts Bearer token']);
  });

  it('does not wait for ever, and never shows the token', async () => {
    answer = undefined;
    const found = await health({ timeoutMs: 50, token: 'hush-hush' })(anInstance(), never);
    expect(found).toMatchObject({ health: 'unknown', message: expect.stringContaining("can't be asked") });
    expect(JSON.stringify(found)).not.toContain('hush-hush');
  });

  it('rejects when nobody wants to know any more', async () => {
    answer = undefined;
    const control = new AbortController();
    const asking = health()(anInstance(), control.signal);
    control.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
  });
});
