import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { until } from '@souk/controller/src/testing/until.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CrmDouble } from './crm/crm-double.ts';
import { SlackDouble } from './slack/slack-double.ts';

const evil = '<script>alert(1)</script>"\'&';
const time = { now: Date.parse('2026-11-23T09:00:00Z') };
const crm = new CrmDouble({
  clients: [{ id: 'one', secret: 'right', scopes: ['crm:leads:read'] }],
  webhookSecret: 'signs',
  pausesMs: [5, 5],
  tokenSeconds: 60,
  now: () => time.now,
});
const slack = new SlackDouble({ token: 'posts', channels: { '#in': 'invited', '#out': 'not invited' } });
beforeAll(() => Promise.all([crm.start(), slack.start()]));
afterAll(() => Promise.all([crm.stop(), slack.stop()]));

const lead = { company: 'Nordhafen', country: 'DE', source: 'web', score: '82' };
const send = (fields: Record<string, string>, headers: Record<string, string> = {}, path = '/new-lead') =>
  fetch(`${crm.address}${path}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
const slackCall = async (method: string, body: object, token = 'posts') => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${slack.address}/api/${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Record<string, string | boolean>;
};

describe("when the CRM's page is used", () => {
  it('shows a new lead, escaped, on a page that loads and runs nothing', async () => {
    expect((await send({ ...lead, company: evil })).status).toBe(303);
    const page = await fetch(crm.address);
    const html = await page.text();
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    expect(html).not.toContain('<script>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
  ])('refuses a form from %s', async (_name, headers) => {
    const before = crm.leads.length;
    expect((await send(lead, headers)).status).toBe(403);
    expect((await send({ url: 'http://127.0.0.1:1/' }, headers, '/webhook')).status).toBe(403);
    expect([crm.leads.length, crm.webhook.target]).toEqual([before, undefined]);
  });

  it.each([
    { score: '101' },
    { score: 'x' },
    { country: 'constructor' },
    { source: 'spam' },
    { company: ' ' },
  ])('refuses what is no lead: %o', async (wrong) => {
    expect((await send({ ...lead, ...wrong })).status).toBe(422);
  });
});

describe('when tokens are asked for and used', () => {
  const ask = (secret: string, scope = 'crm:leads:read', grant_type = 'client_credentials') =>
    fetch(`${crm.address}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`one:${secret}`)}` },
      body: new URLSearchParams({ grant_type, scope }),
    });

  it('gives one for scopes that the client has, until it expires', async () => {
    expect((await ask('wrong')).status).toBe(401);
    expect(await (await ask('right', 'crm:contacts:read')).json()).toEqual({ error: 'invalid_scope' });
    expect(await (await ask('right', 'crm:leads:read', 'password')).json()).toEqual({
      error: 'unsupported_grant_type',
    });
    const { access_token: token } = (await (await ask('right')).json()) as { access_token: string };
    const { id } = crm.addLead({ company: 'Known' });
    const read = async (path: string) =>
      (await fetch(`${crm.address}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([
      await read(`/leads/${id}`),
      await read('/leads/L9999999'),
      await read('/records/contacts'),
    ]).toEqual([...[200, 404, 403]]);
    time.now += 60_000;
    expect(await read(`/leads/${id}`)).toBe(401);
  });
});

describe('when nobody takes a webhook', () => {
  it('repeats it and gives up after the last pause', async () => {
    crm.webhook.target = `${slack.address}/nowhere`;
    const known = crm.addLead({ company: 'Unheard' });
    await crm.announce(known);
    const delivery = await until(
      () => crm.webhook.deliveries[0],
      (found) => found?.state === 'given up',
    );
    expect(delivery).toMatchObject({ leadId: known.id, attempts: 3, status: 404 });
  });
});

describe('when Slack is called', () => {
  it('says what is wrong as Slack does', async () => {
    const errors = await Promise.all([
      slackCall('chat.postMessage', { channel: '#in', text: 'a' }, 'wrong'),
      slackCall('chat.postMessage', { channel: '#nowhere', text: 'a' }),
      slackCall('chat.postMessage', { channel: '#out', text: 'a' }),
      slackCall('chat.postMessage', { channel: '#in' }),
      slackCall('chat.update', { channel: '#in', ts: '1.2', text: 'a' }),
      slackCall('chat.delete', {}),
    ]);
    expect(errors.map(({ error }) => error)).toEqual([
      ...[
        'invalid_auth',
        'channel_not_found',
        'not_in_channel',
        'no_text',
        'channel_not_found',
        'unknown_method',
      ],
    ]);
  });

  it('shows messages escaped, as they stand after their last update', async () => {
    const { channel, ts } = await slackCall('chat.postMessage', { channel: '#in', text: 'first' });
    await slackCall('chat.update', {
      channel,
      ts,
      text: `*bold* &lt;b&gt; <https://crm.example.com/?a=1&amp;b="|open> ${evil}`,
    });
    const html = await (await fetch(slack.address)).text();
    expect(html).toContain('<strong>bold</strong> &lt;b&gt; ');
    expect(html).toContain('href="https://crm.example.com/?a=1&amp;b=&quot;"');
    expect(html).not.toMatch(/<script>|first/);
  });
});

describe('when the doubles are started as a program', () => {
  it('prints where they are, and ends when it is told to', async () => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const env = { CRM_WEBHOOK_SECRET: 'a', CRM_CLIENT_SECRET: 'b', SLACK_BOT_TOKEN: 'c' };
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = await once(createInterface(child.stdout), 'line');
    const addresses = JSON.parse(String(line)) as Record<string, string>;
    expect(Object.keys(addresses)).toEqual(['crm', 'slack']);
    for (const address of Object.values(addresses)) expect((await fetch(address)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
