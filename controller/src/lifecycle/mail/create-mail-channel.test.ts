import { afterEach, describe, expect, it } from 'vitest';
import type { Mailer } from '../../mail/mailer.ts';
import { aMailer } from '../../mail/testing/a-mailer.ts';
import { type MailServer, type Refusals, startMailServer } from '../../mail/testing/mail-server.ts';
import type { NoticeContent } from '../../store/installation-tables.ts';
import type { NoticeChannel, SentNotice } from '../notice-channel.ts';
import { createMailChannel } from './create-mail-channel.ts';

const never = new AbortController().signal;
const content: NoticeContent = {
  ...{ teams: ['sales', 'tools'], emails: ['sales@example.com', 'tools@example.com'] },
  title: 'CRM for EMEA: it is taken down on 2026-06-01',
  body: 'Its time is up: Installation/crm-emea.\n\nTo keep it, change `expiresAt` in its file by pull request.',
  path: 'catalog/installations/crm-emea.yaml',
};
const aNotice = (change: Partial<NoticeContent> = {}): SentNotice => ({
  ...{ subject: { kind: 'Installation', id: 'crm-emea' }, trigger: 'expiry', number: 2 },
  content: { ...content, ...change },
});

let server: MailServer;
let mailer: Mailer;
afterEach(async () => {
  await mailer.close();
  await server.close();
});

async function open(refusals?: Refusals): Promise<NoticeChannel> {
  server = await startMailServer(refusals);
  mailer = aMailer(server);
  return createMailChannel({
    mailer,
    pageOf: ({ kind, id }) => `https://souk.example.com/entities/${kind}/${id}`,
    fileAt: (path) => `https://github.com/acme/shop/blob/main/${path}`,
  });
}

describe('when owners are told by mail', () => {
  it('is one mail to all of them, with what to do and where', async () => {
    const channel = await open();
    expect(await channel.tell(aNotice(), never)).toBeUndefined();
    expect(server.taken.map(({ to }) => to)).toEqual([content.emails]);
    const { raw = '', headers } = server.taken[0] ?? {};
    expect(headers?.get('subject')).toBe(content.title);
    const words = raw.replaceAll('=\r\n', '');
    expect(words).toContain('To keep it, change `expiresAt` in its file by pull request.');
    expect(words).toContain('https://github.com/acme/shop/blob/main/catalog/installations/crm-emea.yaml');
    expect(words).toContain('https://souk.example.com/entities/Installation/crm-emea');
  });

  it('is the same mail when it is told again, and another for another day', async () => {
    const channel = await open();
    await channel.tell(aNotice(), never);
    await channel.tell(aNotice(), never);
    await channel.tell(aNotice({ title: 'CRM for EMEA: it is taken down on 2026-09-01' }), never);
    const [first, again, other] = server.taken.map(({ headers }) => headers.get('message-id'));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it.each<[name: string, Partial<NoticeContent>, Refusals, missed: RegExp]>([
    ['is no address', { emails: ['sales@example', 'tools@example.com'] }, {}, /^"sales@example" is no mail/],
    [
      'is not taken',
      {},
      { to: (who) => (who.startsWith('sales') ? 550 : undefined) },
      /^sales@example\.com was/,
    ],
  ])('names whom it missed when one %s', async (_name, change, refusals, missed) => {
    const channel = await open(refusals);
    expect(await channel.tell(aNotice(change), never)).toMatch(missed);
    expect(server.taken[0]?.to).toEqual(['tools@example.com']);
  });

  it.each<[name: string, Partial<NoticeContent>, Refusals, error: RegExp]>([
    ['no address is one', { emails: ['sales@example'] }, {}, /"sales@example" is no mail address/],
    ['the server takes none', {}, { to: () => 550 }, /does not take it.*550/],
    ['the server asks for later', {}, { data: 451 }, /does not take it.*451/],
  ])('is to be tried again when %s', async (_name, change, refusals, error) => {
    const channel = await open(refusals);
    await expect(channel.tell(aNotice(change), never)).rejects.toThrow(error);
  });

  it.each([
    [['sales@example.com'], true],
    [[], false],
  ])('reaches %j: %s', async (emails, can) => {
    expect((await open()).canTell({ ...content, emails })).toBe(can);
  });
});
