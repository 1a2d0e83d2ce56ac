import { describe, expect, it } from 'vitest';
import { assembleChatMessage } from './assemble-chat-message.ts';
import { assembleCloudEvent } from './assemble-cloud-event.ts';
import { assembleEventMail } from './assemble-event-mail.ts';
import type { WebhookEvent } from './webhook-event.ts';

const event: WebhookEvent = {
  seq: 7,
  type: 'app.deprecated',
  entity: { kind: 'App', id: 'crm' },
  commit: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
  revision: 3,
  at: new Date('2026-11-22T08:00:00Z'),
  data: { name: 'CRM' },
};
const origin = { epoch: '3f2c8c5d', publicUrl: 'https://souk.example.com/' };

describe('a CloudEvent', () => {
  it('says what happened to what, when, and under which number', () => {
    expect(assembleCloudEvent({ ...event, change: 'modified' }, origin)).toEqual({
      specversion: '1.0',
      id: '3f2c8c5d.7',
      source: 'https://souk.example.com/',
      type: 'dev.souk.app.deprecated',
      subject: 'App/crm',
      time: '2026-11-22T08:00:00.000Z',
      datacontenttype: 'application/json',
      data: {
        kind: 'App',
        id: 'crm',
        change: 'modified',
        commit: event.commit,
        revision: 3,
        details: { name: 'CRM' },
      },
    });
  });

  it('is about the catalog when it is about no entity', () => {
    const held = { seq: 8, type: 'catalog.held', revision: 3, at: event.at, data: {} };
    const assembled = assembleCloudEvent(held, { epoch: 'e', publicUrl: undefined });
    expect(assembled).toMatchObject({
      subject: 'catalog',
      source: '/souk',
      data: { revision: 3, details: {} },
    });
  });
});

describe('a chat message', () => {
  it('says it in two lines', () => {
    expect(assembleChatMessage(event, origin)).toEqual({
      text: 'app.deprecated: App/crm (CRM)',
      mrkdwn: false,
      blocks: [
        {
          type: 'section',
          text: { type: 'plain_text', text: 'app.deprecated: App/crm (CRM)', emoji: false },
        },
        {
          type: 'context',
          elements: [
            {
              type: 'plain_text',
              text: 'https://souk.example.com/entities/App/crm · commit 1a2b3c4d5e6f',
              emoji: false,
            },
          ],
        },
      ],
    });
  });

  it.each([
    [
      '<!channel> & <https://evil.example|click>',
      '&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;',
    ],
    ['two\nlines\u202e', 'two lines '],
    ['x'.repeat(2_000), `${'x'.repeat(974)}…`],
  ])('mentions and links nobody by a name such as %j', (name, shown) => {
    const { text } = assembleChatMessage({ ...event, data: { name } }, origin);
    expect(text.slice('app.deprecated: App/crm ('.length).replace(/\)$/, '')).toContain(shown.slice(0, 900));
    expect(text.length).toBeLessThan(1_100);
    expect(text).not.toMatch(/[<>\n\u202e]/);
  });
});

describe('a mail', () => {
  const subscription = { id: 'app-changes', team: 'sales' };

  it('says what happened, where to look, and why it came', () => {
    const data = {
      name: 'CRM',
      digest: 'sha256:e2',
      trigger: 'expiry',
      number: 2,
      escalated: true,
      teams: ['sales'],
      more: {},
    };
    expect(assembleEventMail({ ...event, data }, origin, subscription)).toEqual({
      title: 'app.deprecated: App/crm (CRM)',
      paragraphs: [],
      facts: [
        ['When', '2026-11-22T08:00:00Z'],
        ['Commit', '1a2b3c4d5e6f'],
        ['trigger', 'expiry'],
        ['number', '2'],
        ['escalated', 'true'],
      ],
      links: [{ text: 'Its page', url: 'https://souk.example.com/entities/App/crm' }],
      footer: expect.stringContaining('The team sales gets this by its subscription app-changes.'),
    });
  });

  it('is about the catalog when it is about no entity, and has no link where no address is known', () => {
    const held = { seq: 8, type: 'catalog.held', revision: 3, at: event.at, data: { count: 12 } };
    const mail = assembleEventMail(held, { epoch: 'e', publicUrl: undefined }, subscription);
    expect(mail).toMatchObject({ title: 'catalog.held: catalog', links: [] });
    expect(mail.facts).toEqual([
      ['When', '2026-11-22T08:00:00Z'],
      ['count', '12'],
    ]);
  });
});
