import { until } from '@souk/controller/src/testing/until.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CrmDouble } from '../../doubles/crm/crm-double.ts';
import { signWebhook } from '../../doubles/crm/webhook-delivery.ts';
import { SlackDouble } from '../../doubles/slack/slack-double.ts';
import { RunningWorker } from '../../testing/running-worker.ts';

const secrets = {
  CRM_WEBHOOK_SECRET: 'signs-webhooks',
  CRM_CLIENT_SECRET: 'gets-tokens',
  SLACK_BOT_TOKEN: 'posts-messages',
};
const config = { channel: '#leads-test', minScore: 60, countries: ['DE', 'NL'], mention: true };

let crm: CrmDouble;
let slack: SlackDouble;
let worker: RunningWorker;
beforeAll(async () => {
  crm = new CrmDouble({
    clients: [{ id: 'crm-slack-alerts', secret: secrets.CRM_CLIENT_SECRET, scopes: ['crm:leads:read'] }],
    webhookSecret: secrets.CRM_WEBHOOK_SECRET,
    pausesMs: [20, 20, 20],
  });
  slack = new SlackDouble({ token: secrets.SLACK_BOT_TOKEN, channels: { '#leads-test': 'invited' } });
  const routes = { 'crm.example.com': await crm.start(), 'slack.com': await slack.start() };
  worker = await RunningWorker.start({ connector: 'crm-slack-alerts', config, secrets, routes });
  crm.webhook.target = `${await worker.listen()}/hooks/crm`;
});
afterAll(async () => {
  await Promise.all([worker?.stop(), crm?.stop(), slack?.stop()]);
});

let before: number;
beforeEach(() => {
  before = slack.messages.length;
});
const posted = () => slack.messages.slice(before);

/** A call as the CRM makes it, with its parts as the test wants them. */
function call(path: string, body: string, { secret = secrets.CRM_WEBHOOK_SECRET, now = Date.now() } = {}) {
  return worker.ask(path, { method: 'POST', headers: signWebhook(body, secret, now), body });
}
const eventOf = (leadId: string): string =>
  JSON.stringify({ id: `event-of-${leadId}`, leadId, occurredAt: '2026-11-23T09:00:00Z' });
const replay = () => call('/admin/dead-letters/replay', 'replay');

describe('when the CRM calls for a lead', () => {
  it('posts one message about the company and nobody in it, and meters it once', async () => {
    const lead = crm.addLead({ company: 'Nordhafen <Foods> & Söhne *GmbH*', score: 82 });
    expect(await call('/hooks/crm', eventOf(lead.id))).toEqual({
      status: 202,
      body: '{"result":"announced"}',
    });
    expect(await call('/hooks/crm', eventOf(lead.id))).toEqual({ status: 200, body: '{"result":"known"}' });
    expect(posted()).toHaveLength(1);
    const shown = JSON.stringify(posted()[0]?.blocks);
    expect(shown).toContain('Nordhafen &lt;Foods&gt; &amp; Söhne');
    expect(shown).toContain('Source: web, Germany. Owner: Sales Hamburg <!subteam^S02HAMBURG>.');
    expect(shown).toContain(`<https://crm.example.com/leads/${lead.id}|Open in the CRM>`);
    expect(JSON.stringify(posted())).not.toContain(lead.contact.name);
    expect(JSON.stringify(posted())).not.toContain(lead.contact.email);
    expect(worker.usage).toContainEqual({ id: lead.id, metric: 'alerts' });
    const events = () => worker.lines.filter((line) => line.includes('"com.example.crm.lead.announced"'));
    await until(events, (lines) => lines.some((line) => line.includes(`"subject":"${lead.id}"`)));
  });

  it('posts one message however many calls come at once, and the CRM is done with all of them', async () => {
    const lead = crm.addLead({ company: 'Veldkamp & Zonen', country: 'NL' });
    await Promise.all([1, 2, 3, 4, 5].map(() => crm.announce(lead)));
    const states = () => crm.webhook.deliveries.filter(({ leadId }) => leadId === lead.id);
    await until(states, (all) => all.every(({ state }) => state === 'delivered'));
    expect(states()).toHaveLength(5);
    expect(posted()).toHaveLength(1);
  });

  it.each([
    ['a score below the lowest', { company: 'Small Co', score: 59 }],
    ['another country', { company: 'Papeterie du Midi', country: 'FR' }],
  ])('says nothing about %s', async (_name, parts) => {
    const lead = crm.addLead(parts);
    expect(await call('/hooks/crm', eventOf(lead.id))).toEqual({ status: 200, body: '{"result":"skipped"}' });
    expect(posted()).toEqual([]);
    expect(worker.usage.map(({ id }) => id)).not.toContain(lead.id);
  });

  it('says nothing about a lead that is gone', async () => {
    expect((await call('/hooks/crm', eventOf('L9999999'))).body).toBe('{"result":"skipped"}');
    expect(posted()).toEqual([]);
  });

  it('uses a token until it ends, and gets a new one when it was taken back', async () => {
    const tokens = () => crm.calls.filter((path) => path === '/oauth/token').length;
    const known = tokens();
    const [one, two] = [crm.addLead({ company: 'Token One' }), crm.addLead({ company: 'Token Two' })];
    await call('/hooks/crm', eventOf(one.id));
    expect(tokens()).toBe(known);
    crm.tokens.revokeAll();
    expect((await call('/hooks/crm', eventOf(two.id))).status).toBe(202);
    expect(tokens()).toBe(known + 1);
  });
});

describe('when a call does not prove itself', () => {
  it.each([
    ['another secret', { secret: 'another' }],
    ['6 minutes ago', { now: Date.now() - 360_000 }],
    ['6 minutes from now', { now: Date.now() + 360_000 }],
  ])('refuses it: %s', async (_name, parts) => {
    const lead = crm.addLead({ company: 'Refused' });
    expect((await call('/hooks/crm', eventOf(lead.id), parts)).status).toBe(401);
    expect(posted()).toEqual([]);
  });

  it('refuses a body that was changed, a call without signature, and a replay asked for by a call of the CRM', async () => {
    const body = eventOf(crm.addLead({ company: 'Changed' }).id);
    const headers = signWebhook(body, secrets.CRM_WEBHOOK_SECRET, Date.now());
    const changed = await worker.ask('/hooks/crm', { method: 'POST', headers, body: `${body} ` });
    const bare = await worker.ask('/hooks/crm', { method: 'POST', body });
    const misused = await worker.ask('/admin/dead-letters/replay', { method: 'POST', headers, body });
    expect([changed.status, bare.status, misused.status]).toEqual([401, 401, 422]);
    expect(posted()).toEqual([]);
  });

  it('refuses what is no lead, and what is too long to be one', async () => {
    const wrong = JSON.stringify({ id: 'e', leadId: '../oauth', occurredAt: '2026-11-23T09:00:00Z' });
    expect((await call('/hooks/crm', wrong)).status).toBe(422);
    expect((await call('/hooks/crm', 'x'.repeat(70_000))).status).toBe(413);
  });
});

describe('when the CRM cannot be asked', () => {
  it('has the CRM call again, and posts then', async () => {
    const lead = crm.addLead({ company: 'Göta Cykel' });
    crm.failNext(503);
    await crm.announce(lead);
    await until(posted, (messages) => messages.length === 1);
    const delivery = await until(
      () => crm.webhook.deliveries.find(({ leadId }) => leadId === lead.id),
      (found) => found?.state === 'delivered',
    );
    expect(delivery?.attempts).toBe(2);
  });
});

describe('when Slack does not take a message', () => {
  it('tries again by itself once the pause that Slack asks for is over', async () => {
    const lead = crm.addLead({ company: 'Patient' });
    slack.failNext({ status: 429, retryAfter: 1 });
    expect(await call('/hooks/crm', eventOf(lead.id))).toEqual({ status: 202, body: '{"result":"waiting"}' });
    expect((await call('/hooks/crm', eventOf(lead.id))).body).toBe('{"result":"known"}');
    const calls = slack.calls.length;
    expect(await worker.runScheduled()).toBe('ok');
    expect(slack.calls).toHaveLength(calls);
    await until(
      () => worker.runScheduled().then(() => posted()),
      (messages) => messages.length === 1,
    );
    expect((await call('/hooks/crm', eventOf(lead.id))).body).toBe('{"result":"known"}');
    expect(worker.usage).toContainEqual({ id: lead.id, metric: 'alerts' });
  });

  it('keeps a lead that is refused, tells of it, and posts it once when somebody asks for it', async () => {
    const lead = crm.addLead({ company: 'Buried' });
    slack.failNext({ error: 'not_in_channel' }, 2);
    expect((await call('/hooks/crm', eventOf(lead.id))).body).toBe('{"result":"dead"}');
    await until(
      () => worker.lines.join('\n'),
      (lines) => lines.includes(`"leadId":"${lead.id}","alert":"LeadAlertsDeadLetter"`),
    );
    expect((await replay()).body).toBe('{"replayed":0,"left":1}');
    expect((await replay()).body).toBe('{"replayed":1,"left":0}');
    expect((await replay()).body).toBe('{"replayed":0,"left":0}');
    expect(posted()).toHaveLength(1);
  });
});

describe('when it runs', () => {
  it('says that it is alive and ready, and knows no other paths', async () => {
    const statuses = await Promise.all(
      ['/healthz', '/readyz', '/', '/hooks/crm'].map(async (path) => (await worker.ask(path)).status),
    );
    expect(statuses).toEqual([200, 200, 404, 405]);
  });

  it('asks no host but those of its manifest, and writes no secret', () => {
    expect(worker.refused).toEqual([]);
    for (const value of Object.values(secrets)) expect(worker.lines.join('\n')).not.toContain(value);
  });
});
