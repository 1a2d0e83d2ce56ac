import { until } from '@souk/controller/src/testing/until.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertmanagerDouble, type DoubleAlert } from '../../doubles/alertmanager/alertmanager-double.ts';
import { type PagerDutyEvent, pagerDutyWebhook } from '../../doubles/pagerduty/pagerduty-webhook.ts';
import { SlackDouble } from '../../doubles/slack/slack-double.ts';
import { RunningWorker } from '../../testing/running-worker.ts';

const secrets = {
  WEBHOOK_TOKEN: 'token-of-alertmanager token-before',
  PAGERDUTY_SIGNING_SECRET: 'signs-webhooks',
  SLACK_BOT_TOKEN: 'posts-messages',
};
const config = {
  defaultChannel: '#ops-alerts',
  routes: [
    { label: 'team', value: 'freight-operations', channel: '#freight-alerts' },
    { label: 'severity', value: 'critical', channel: '#major-incidents' },
  ],
};

const alertmanager = new AlertmanagerDouble();
const slack = new SlackDouble({ token: secrets.SLACK_BOT_TOKEN });
let worker: RunningWorker;
let without: RunningWorker;
beforeAll(async () => {
  const routes = { 'alertmanager.example.com': await alertmanager.start(), 'slack.com': await slack.start() };
  const { PAGERDUTY_SIGNING_SECRET: _, ...needed } = secrets;
  worker = await RunningWorker.start({ connector: 'incident-notifier', config, secrets, routes });
  without = await RunningWorker.start({ connector: 'incident-notifier', config, secrets: needed, routes });
});
afterAll(async () => {
  await Promise.all([worker?.stop(), without?.stop(), alertmanager.stop(), slack.stop()]);
});

const anAlert = (labels: Record<string, string>, annotations: Record<string, string> = {}): DoubleAlert => ({
  labels: { severity: 'warning', ...labels },
  annotations,
});
const groupOf = (name: string) => ({ alertname: name });

function notify(body: string, token = 'token-of-alertmanager') {
  return worker.ask('/alertmanager', { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
}
const page = (event: PagerDutyEvent, secret = secrets.PAGERDUTY_SIGNING_SECRET) =>
  worker.ask('/pagerduty', { method: 'POST', ...pagerDutyWebhook(event, secret) });
const about = (text: string) => slack.messages.filter((message) => JSON.stringify(message).includes(text));
const topOf = (text: string) => about(text).filter(({ threadTs }) => threadTs === undefined);

describe('when Alertmanager tells of a group', () => {
  const groupLabels = groupOf('TrackingErrorBudgetBurn');
  const alerts = ['a', 'b', 'c'].map((instance) =>
    anAlert(
      {
        ...groupLabels,
        instance,
        severity: 'critical',
        service: 'Shipment Tracking API',
        region: 'eu-west-1',
      },
      { dashboard_url: 'https://grafana.example.com/d/tracking?a=1&b=2', runbook_url: 'javascript:alert(1)' },
    ),
  );

  it('posts one message, however often and from however many it is told, and updates it', async () => {
    const body = alertmanager.notify({ groupLabels, firing: alerts });
    const answers = await Promise.all([notify(body), notify(body), notify(body, 'token-before')]);
    expect(answers.map(({ status }) => status)).toContain(200);
    expect(answers.every(({ status }) => [200, 202].includes(status))).toBe(true);
    expect(topOf('TrackingErrorBudgetBurn')).toHaveLength(1);
    const [message] = topOf('TrackingErrorBudgetBurn');
    expect(message?.channel).toBe('#major-incidents');
    expect(message?.text).toBe('[critical] TrackingErrorBudgetBurn firing since 14:02 UTC, 3 alerts');
    const shown = JSON.stringify(message?.blocks);
    expect(shown).toContain('Shipment Tracking API, eu-west-1.');
    expect(shown).toContain('<https://grafana.example.com/d/tracking?a=1&amp;b=2|Dashboard>');
    expect(shown).not.toContain('javascript');

    await notify(alertmanager.notify({ groupLabels, firing: alerts.slice(0, 1), resolved: alerts.slice(1) }));
    expect(topOf('TrackingErrorBudgetBurn').map(({ text }) => text)).toEqual([
      '[critical] TrackingErrorBudgetBurn firing since 14:02 UTC, 1 alert',
    ]);
  });

  it('says in the message and in its thread when it is over, and goes on in it when it begins again', async () => {
    const over = alertmanager.notify({ groupLabels, firing: [], resolved: alerts });
    await notify(over);
    await notify(over);
    const [message] = topOf('TrackingErrorBudgetBurn');
    expect(message?.text).toMatch(/^\[critical\] TrackingErrorBudgetBurn resolved at \d\d:\d\d UTC, after /);
    expect(slack.messages.filter(({ threadTs }) => threadTs === message?.ts)).toHaveLength(1);
    await notify(alertmanager.notify({ groupLabels, firing: alerts }));
    expect(topOf('TrackingErrorBudgetBurn').map(({ text }) => text)).toEqual([
      '[critical] TrackingErrorBudgetBurn firing since 14:02 UTC, 3 alerts',
    ]);
    expect(worker.usage).toHaveLength(1);
  });

  it('shows whole lines of a group that is larger than a message', async () => {
    const many = Array.from({ length: 60 }, (_, number) =>
      anAlert({ ...groupOf('DiskFull'), instance: `node-${number}` }, { summary: 'x'.repeat(400) }),
    );
    await notify(alertmanager.notify({ groupLabels: groupOf('DiskFull'), firing: many }));
    const [message] = topOf('DiskFull');
    expect(message?.channel).toBe('#ops-alerts');
    expect(JSON.stringify(message?.blocks)).toMatch(/• instance node-0: x+\\n• .*\\n… and 50 more/);
  });

  it.each([
    ['below the lowest severity', 'Chatty', { severity: 'info' }, 0],
    ['without a severity that is known', 'Odd', { severity: 'p3' }, 1],
  ])('has so many messages of an alert %s', async (_name, alertname, labels, count) => {
    await notify(
      alertmanager.notify({ groupLabels: { alertname }, firing: [anAlert({ alertname, ...labels })] }),
    );
    expect(topOf(alertname)).toHaveLength(count);
  });

  it('mentions nobody and makes no link that an alert asks for', async () => {
    const alertname = 'Sly <!channel> <https://evil.example|here>';
    await notify(alertmanager.notify({ groupLabels: { alertname }, firing: [anAlert({ alertname })] }));
    const [message] = topOf('Sly');
    expect(message?.text).toContain('Sly &lt;!channel&gt;');
    expect(JSON.stringify(message?.blocks)).not.toMatch(/<!channel>|<https:\/\/evil/);
  });

  it('shows the end that no webhook told of', async () => {
    const alert = { ...anAlert(groupOf('Lost')), startsAt: '2026-11-23T01:00:00Z' };
    await notify(alertmanager.notify({ groupLabels: groupOf('Lost'), firing: [alert] }));
    await worker.runScheduled(Date.parse('2026-11-23T14:05:00Z'));
    expect(topOf('Lost')[0]?.text).toContain('firing');
    alertmanager.forget(alert);
    await worker.runScheduled(Date.parse('2026-11-23T14:06:00Z'));
    expect(topOf('Lost')[0]?.text).toContain('firing');
    await worker.runScheduled(Date.parse('2026-11-23T14:10:00Z'));
    expect(topOf('Lost')[0]?.text).toContain('resolved at');
  });
});

describe('when PagerDuty tells of an incident', () => {
  it('keeps one message current, and lets nothing older change it', async () => {
    const event = { incident: 'PINC1', title: 'Tracking is slow' };
    await page({ ...event, status: 'triggered', occurredAt: '2026-11-23T14:00:00Z' });
    expect(topOf('Tracking is slow').map(({ channel, text }) => [channel, text])).toEqual([
      ['#major-incidents', '[critical] Tracking is slow firing since 14:00 UTC'],
    ]);
    await page({ ...event, status: 'resolved', occurredAt: '2026-11-23T14:30:00Z' });
    await page({ ...event, status: 'acknowledged', occurredAt: '2026-11-23T14:10:00Z' });
    expect(topOf('Tracking is slow').map(({ text }) => text)).toEqual([
      '[critical] Tracking is slow resolved at 14:30 UTC, after 30 min',
    ]);
  });

  it('takes no call that is not signed, and none at all without the secret', async () => {
    const event = {
      incident: 'PINC2',
      title: 'Forged',
      status: 'triggered',
      occurredAt: '2026-11-23T14:00:00Z',
    } as const;
    expect((await page(event, 'another')).status).toBe(401);
    expect((await worker.ask('/pagerduty', { method: 'POST', body: '{}' })).status).toBe(401);
    const signed = pagerDutyWebhook(event, secrets.PAGERDUTY_SIGNING_SECRET);
    expect((await without.ask('/pagerduty', { method: 'POST', ...signed })).status).toBe(404);
    expect(about('Forged')).toEqual([]);
  });
});

describe('when Slack does not take a message', () => {
  it('shows what is known last once Slack takes it', async () => {
    const groupLabels = groupOf('SlackAway');
    const [one, two] = ['a', 'b'].map((instance) => anAlert({ ...groupLabels, instance }));
    if (one === undefined || two === undefined) throw new Error('There are two.');
    slack.failNext({ status: 429, retryAfter: 0 }, 2);
    expect((await notify(alertmanager.notify({ groupLabels, firing: [one] }))).status).toBe(202);
    expect((await notify(alertmanager.notify({ groupLabels, firing: [one, two] }))).status).toBe(202);
    expect(topOf('SlackAway')).toEqual([]);
    await until(
      () => worker.runScheduled().then(() => topOf('SlackAway')),
      (messages) => messages.length === 1,
    );
    expect(topOf('SlackAway')[0]?.text).toContain('2 alerts');
  });

  it('has the sender repeat what Slack refuses', async () => {
    const body = alertmanager.notify({
      groupLabels: groupOf('Refused'),
      firing: [anAlert(groupOf('Refused'))],
    });
    slack.failNext({ error: 'not_in_channel' });
    expect((await notify(body)).status).toBe(502);
    expect((await notify(body)).status).toBe(200);
    expect(topOf('Refused')).toHaveLength(1);
  });
});

describe('when more incidents begin than a channel can bear', () => {
  it('shows the ones after the tenth in one message, and keeps it current', async () => {
    const names = Array.from({ length: 14 }, (_, number) => `Storm-${number}`);
    const alertOf = (alertname: string) => anAlert({ alertname, team: 'freight-operations' });
    for (const alertname of names)
      await notify(alertmanager.notify({ groupLabels: { alertname }, firing: [alertOf(alertname)] }));
    const inChannel = slack.messages.filter(({ channel }) => channel === '#freight-alerts');
    expect(inChannel).toHaveLength(11);
    expect(inChannel.at(-1)?.text).toBe('Alert storm: 4 more incidents within a minute, 4 open');
    for (const alertname of names.slice(10))
      await notify(
        alertmanager.notify({ groupLabels: { alertname }, firing: [], resolved: [alertOf(alertname)] }),
      );
    expect(topOf('Alert storm').map(({ text }) => text)).toEqual([
      'Alert storm: 4 more incidents within a minute, all resolved',
    ]);
  });
});

describe('when it is called by others', () => {
  it.each(['', 'Bearer wrong', 'Bearer token-of-alertmanager2', 'Basic dG9rZW4tb2YtYWxlcnRtYW5hZ2Vy'])(
    'refuses what does not carry the token: "%s"',
    async (authorization) => {
      const body = alertmanager.notify({
        groupLabels: groupOf('Nobody'),
        firing: [anAlert(groupOf('Nobody'))],
      });
      const init = { method: 'POST', headers: { authorization }, body };
      const paths = ['/alertmanager', '/admin/route'];
      const answers = await Promise.all(paths.map((path) => worker.ask(path, init)));
      expect(answers.map(({ status }) => status)).toEqual([401, 401]);
      expect(about('Nobody')).toEqual([]);
    },
  );

  it('refuses what is no webhook', async () => {
    expect((await notify('{"version":"3"}')).status).toBe(422);
    expect((await notify('x'.repeat(1_100_000))).status).toBe(413);
  });

  it('tells which route takes an alert', async () => {
    const headers = { authorization: 'Bearer token-of-alertmanager' };
    const ask = async (labels: object) =>
      (await worker.ask('/admin/route', { method: 'POST', headers, body: JSON.stringify(labels) })).body;
    expect(await ask({ severity: 'critical' })).toBe('{"channel":"#major-incidents","route":1}');
    expect(await ask({ severity: 'warning' })).toBe('{"channel":"#ops-alerts"}');
  });

  it('asks no host but those of its manifest', () => {
    expect([...worker.refused, ...without.refused]).toEqual([]);
  });
});
