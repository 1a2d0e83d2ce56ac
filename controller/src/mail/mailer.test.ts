import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { issueCertificate } from '@souk/vetting/fetch/testing/issue-certificate.ts';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MailConfig } from './mail-config.ts';
import { createMailer, type Mail, type Mailer, type MailerOptions } from './mailer.ts';
import { type MailServer, PASSWORD, type Refusals, startMailServer, USER } from './testing/mail-server.ts';

const content = {
  title: 'CRM: it is stopped on 2026-11-22',
  paragraphs: ['Its time is up.'],
  facts: [],
  links: [],
  footer: 'You get this as an owner.',
};
const mail: Mail = { key: 'notice-1', to: ['ana@example.com', 'ben@example.com'], content };
const login = { user: USER, password: PASSWORD };
const never = new AbortController().signal;

let closers: (() => Promise<void>)[] = [];
let certificate: Awaited<ReturnType<typeof issueCertificate>>;
beforeAll(async () => {
  certificate = await issueCertificate(['localhost']);
});
afterEach(async () => {
  for (const close of closers.toReversed()) await close();
  closers = [];
});

async function serve(refusals?: Refusals, options?: SMTPServerOptions): Promise<MailServer> {
  const server = await startMailServer(refusals, options);
  closers.push(() => server.close());
  return server;
}

function mailerTo(
  port: number,
  change: Partial<MailConfig> = {},
  options: Partial<MailerOptions> = {},
): Mailer {
  const from = { name: 'Acme Souk', address: 'souk@example.com' };
  const mailer = createMailer(
    { ...{ host: '127.0.0.1', port, tls: 'none', login: undefined, from }, ...change },
    { listName: () => 'Acme Souk', ...options },
  );
  closers.push(() => mailer.close());
  return mailer;
}

describe('when the server takes a mail', () => {
  it('hands it over once, to all, as one that no program answers', async () => {
    const server = await serve();
    const result = await mailerTo(server.port).send(mail, never);
    expect(result).toEqual({ kind: 'sent', status: 250, response: '250 taken', missed: [] });
    expect(server.taken).toHaveLength(1);
    const [{ headers, ...taken } = { headers: new Map() }] = server.taken;
    expect(taken).toMatchObject({ from: 'souk@example.com', to: mail.to, isEncrypted: false });
    expect(Object.fromEntries(headers)).toMatchObject({
      from: 'Acme Souk <souk@example.com>',
      to: 'ana@example.com, ben@example.com',
      subject: content.title,
      'auto-submitted': 'auto-generated',
      'list-id': '"Acme Souk" <souk.example.com>',
      'message-id': expect.stringMatching(/^<[0-9a-f]{32}@example\.com>$/),
    });
    expect(headers.has('x-mailer')).toBe(false);
  });

  it('logs in where it is to', async () => {
    const server = await serve();
    await mailerTo(server.port, { login }).send(mail, never);
    expect(server.taken[0]?.user).toBe(USER);
  });

  it('keeps the connection for the next', async () => {
    const server = await serve();
    const mailer = mailerTo(server.port);
    await mailer.send(mail, never);
    await mailer.send(mail, never);
    expect([server.taken.length, server.connections]).toEqual([2, 1]);
  });

  it('gives what is sent again the id that it had, and anything else another', async () => {
    const server = await serve();
    const mailer = mailerTo(server.port);
    const mails = [
      mail,
      { ...mail, to: mail.to.toReversed() },
      { ...mail, key: 'notice-2' },
      { ...mail, to: ['ana@example.com'] },
    ];
    for (const one of mails) await mailer.send(one, never);
    const [first, again, ...others] = server.taken.map(({ headers }) => headers.get('message-id'));
    expect(again).toBe(first);
    expect(new Set([first, ...others]).size).toBe(3);
  });

  it('keeps letters of all languages', async () => {
    const server = await serve();
    const title = 'Übersicht «данные» 表: geht zu Ende';
    await mailerTo(server.port, {}, { listName: () => 'Söuk' }).send(
      { ...mail, content: { ...content, title } },
      never,
    );
    const { headers, raw } = server.taken[0] ?? { headers: new Map(), raw: '' };
    expect(Buffer.from(raw).every((byte) => byte < 0x80)).toBe(true);
    expect(headers.get('subject')).toMatch(/^=\?UTF-8\?/);
    expect(headers.get('list-id')).toMatch(/^=\?UTF-8\?\S+ <souk\.example\.com>$/);
  });
});

describe('when a name is made to add headers or receivers', () => {
  const evil = [
    'CRM\r\nBcc: eve@example.net',
    'CRM\nTo: eve@example.net\n\nbody',
    'CRM\r\n.\r\nMAIL FROM:<eve@example.net>',
    'CRM\u2028Bcc: eve@example.net\u0000',
    '" <eve@example.net>, "',
  ];

  it.each(evil)('stays the text that it is: %j', async (name) => {
    const server = await serve();
    const evilContent = { ...content, title: name, facts: [[name, name]] as const, footer: name };
    const mailer = mailerTo(server.port, {}, { listName: () => name });
    await mailer.send({ ...mail, content: { ...evilContent, paragraphs: [name] } }, never);
    expect(server.taken).toHaveLength(1);
    const [{ headers, to } = { headers: new Map(), to: [] }] = server.taken;
    expect([...headers.keys()].sort()).toEqual(
      [
        ...['auto-submitted', 'content-type', 'date', 'from', 'list-id', 'message-id', 'mime-version'],
        ...['subject', 'to'],
      ].sort(),
    );
    expect(headers.get('to')).toBe('ana@example.com, ben@example.com');
    expect(to).toEqual(mail.to);
  });

  it.each([
    'ana@example.com,eve@example.net',
    'ana@example.com>\r\nRCPT TO:<eve@example.net',
    '<eve@example.net>',
  ])('sends nothing to the address %j, and says so to the others', async (address) => {
    const server = await serve();
    const result = await mailerTo(server.port).send({ ...mail, to: [address, 'ben@example.com'] }, never);
    expect(result).toMatchObject({ kind: 'sent', missed: [expect.stringContaining('is no mail address')] });
    expect(server.taken[0]?.to).toEqual(['ben@example.com']);
    expect(server.taken[0]?.raw).toContain('Not everybody could be told');
  });

  it('says so where nobody else is left', async () => {
    const server = await serve();
    const result = await mailerTo(server.port).send({ ...mail, to: ['ana@nowhere'] }, never);
    expect(result).toEqual({
      kind: 'no-address',
      error: 'It has nobody to go to. "ana@nowhere" is no mail address.',
    });
    expect(server.connections).toBe(0);
  });
});

describe('when the server says no', () => {
  it.each<[name: string, Refusals, expected: object]>([
    ['to all receivers', { to: () => 550 }, { kind: 'refused', status: 550 }],
    ['to all receivers for now', { to: () => 451 }, { kind: 'deferred', status: 451 }],
    [
      'to one for good and one for now',
      { to: (who) => (who.startsWith('ana') ? 550 : 451) },
      { kind: 'deferred', status: 451 },
    ],
    ['to what it says', { data: 554 }, { kind: 'refused', status: 554 }],
    ['to what it says for now', { data: 451 }, { kind: 'deferred', status: 451 }],
    ['to who sends, which is for the operator to mend', { from: 550 }, { kind: 'deferred', status: 550 }],
    ['to a login', { login: 535 }, { kind: 'no-login' }],
    ['to a login for now', { login: 454 }, { kind: 'no-login' }],
    [
      'to one of two',
      { to: (who) => (who.startsWith('ana') ? 550 : undefined) },
      { kind: 'sent', missed: [expect.stringMatching(/^ana@example\.com was not taken .*550/)] },
    ],
  ])('tells it %s', async (_name, refusals, expected) => {
    const server = await serve(refusals);
    const result = await mailerTo(server.port, { login }).send(mail, never);
    expect(result).toMatchObject(expected);
    expect(JSON.stringify(result)).not.toContain(PASSWORD);
  });

  it('goes on with the next mail', async () => {
    let isFull = true;
    const server = await serve({ to: () => (isFull ? 452 : undefined) });
    const mailer = mailerTo(server.port);
    const first = await mailer.send(mail, never);
    isFull = false;
    const kinds = [first, await mailer.send(mail, never)].map(({ kind }) => kind);
    expect(kinds).toEqual(['deferred', 'sent']);
  });
});

describe('when the connection is to be secured', () => {
  const over = (tls: 'implicit' | 'starttls') => ({ host: 'localhost', tls, login });

  it.each(['implicit', 'starttls'] as const)('sends by %s TLS', async (tls) => {
    const server = await serve({}, { ...certificate, secure: tls === 'implicit', allowInsecureAuth: false });
    const result = await mailerTo(server.port, over(tls), { ca: certificate.cert }).send(mail, never);
    expect(result.kind).toBe('sent');
    expect(server.taken[0]).toMatchObject({ isEncrypted: true, user: USER });
  });

  it.each(['implicit', 'starttls'] as const)(
    'trusts no certificate that nobody vouches for, by %s TLS',
    async (tls) => {
      const server = await serve({}, { ...certificate, secure: tls === 'implicit' });
      const result = await mailerTo(server.port, over(tls)).send(mail, never);
      expect(result).toMatchObject({ kind: 'no-tls', error: expect.stringContaining('certificate') });
      expect(server.taken).toEqual([]);
    },
  );

  it('trusts none of another host', async () => {
    const server = await serve({}, { ...certificate, secure: true });
    const mailer = mailerTo(
      server.port,
      { ...over('implicit'), host: '127.0.0.1' },
      { ca: certificate.cert },
    );
    expect(await mailer.send(mail, never)).toMatchObject({ kind: 'no-tls' });
  });

  it('says nothing to a server that offers no STARTTLS', async () => {
    const asked: string[] = [];
    const server = await serve(
      {},
      { onAuth: ({ username }, _session, done) => done(null, { user: asked.push(username ?? '') }) },
    );
    const result = await mailerTo(server.port, over('starttls')).send(mail, never);
    expect(result.kind).toBe('no-tls');
    expect([asked, server.taken]).toEqual([[], []]);
  });
});

describe('when there is no answer', () => {
  async function listen(onConnection: 'hang' | 'end'): Promise<number> {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      if (onConnection === 'end') socket.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(async () => void server.close());
    return (server.address() as AddressInfo).port;
  }

  it('gives up on a server that hangs', async () => {
    const mailer = mailerTo(await listen('hang'), {}, { timeoutMs: 50 });
    expect(await mailer.send(mail, never)).toEqual({ kind: 'timeout' });
    expect(await mailer.verify()).toEqual({ kind: 'timeout' });
  });

  it('gives up on mails that wait behind those that hang, and sends none of them later', async () => {
    let isHanging = true;
    const server = await serve({}, { onMailFrom: (_from, _session, done) => isHanging || done() });
    const mailer = mailerTo(server.port, {}, { timeoutMs: 500 });
    const send = (key: string) => mailer.send({ ...mail, key }, never);
    const results = await Promise.all(['1', '2', '3', '4', '5', '6', '7', '8'].map(send));
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['timeout']));
    isHanging = false;
    expect((await send('9')).kind).toBe('sent');
    expect(server.taken).toHaveLength(1);
  });

  it('gives up when whoever asked does', async () => {
    const giveUp = new AbortController();
    const sending = mailerTo(await listen('hang')).send(mail, giveUp.signal);
    giveUp.abort();
    expect(await sending).toMatchObject({ kind: 'unreachable' });
  });

  it('says so of one that ends every connection', async () => {
    expect(await mailerTo(await listen('end')).send(mail, never)).toMatchObject({ kind: 'unreachable' });
  });

  it('says so of one that is not there, and of a closed mailer', async () => {
    const server = await startMailServer();
    await server.close();
    const mailer = mailerTo(server.port);
    expect(await mailer.send(mail, never)).toMatchObject({
      kind: 'unreachable',
      error: expect.stringContaining('ECONNREFUSED'),
    });
    await mailer.close();
    expect(await mailer.send(mail, never)).toMatchObject({ kind: 'unreachable' });
  });
});

describe('when it is asked whether it would take mails', () => {
  it.each<[Refusals, kind: string | undefined]>([
    [{}, undefined],
    [{ login: 535 }, 'no-login'],
  ])('tells of %j', async (refusals, kind) => {
    const server = await serve(refusals);
    expect((await mailerTo(server.port, { login }).verify())?.kind).toBe(kind);
    expect(server.taken).toEqual([]);
  });
});
