import { isLoopback } from '../api/guard-requests.ts';
import { type Mailbox, parseMailbox } from '../mail/mail-address.ts';
import type { MailConfig } from '../mail/mail-config.ts';
import type { Parsed } from './parsers.ts';

/** Settings of the mail server. */
export const mailParsers = {
  SOUK_SMTP_URL: parseMailServer,
  SOUK_MAIL_FROM: parseSender,
};

type MailServerAddress = Omit<MailConfig, 'from'>;
interface MailValues {
  readonly SOUK_SMTP_URL: MailServerAddress | undefined;
  readonly SOUK_MAIL_FROM: Mailbox | undefined;
}

const SUBMISSION = 587;
const SUBMISSIONS = 465;
const HOST = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/i;

/** A password goes to that address: without TLS only on this machine. */
function parseMailServer(text: string | undefined): Parsed<MailServerAddress | undefined> {
  if (text === undefined) return { value: undefined };
  const url = URL.parse(text);
  const server = url === null ? undefined : serverOf(url);
  return server === undefined
    ? {
        expected:
          'an address such as smtps://user:password@smtp.example.com, with %40 for @ and the like in user and password',
      }
    : { value: server };
}

function serverOf(url: URL): MailServerAddress | undefined {
  const { protocol, hostname, port, pathname, search, hash } = url;
  const isPlain = (pathname === '' || pathname === '/') && search === '' && hash === '';
  const login = loginOf(url);
  if (!isPlain || !HOST.test(hostname) || login === 'broken') return undefined;
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol === 'smtps:') return { host, port: Number(port) || SUBMISSIONS, tls: 'implicit', login };
  if (protocol !== 'smtp:') return undefined;
  return { host, port: Number(port) || SUBMISSION, tls: isLoopback(host) ? 'none' : 'starttls', login };
}

function loginOf({ username, password }: URL): MailConfig['login'] | 'broken' {
  if (username === '' && password === '') return undefined;
  if (username === '' || password === '') return 'broken';
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return 'broken';
  }
}

function parseSender(text: string | undefined): Parsed<Mailbox | undefined> {
  if (text === undefined) return { value: undefined };
  const value = parseMailbox(text);
  return value === undefined
    ? { expected: 'an address such as souk@example.com or Souk <souk@example.com>' }
    : { value };
}

/** What is well by itself, and does not go together. */
export function checkMail({ SOUK_SMTP_URL: server, SOUK_MAIL_FROM: from }: MailValues): string[] {
  if (server !== undefined && from === undefined)
    return ['SOUK_SMTP_URL needs SOUK_MAIL_FROM, which mails name as their sender.'];
  if (server === undefined && from !== undefined)
    return ['SOUK_MAIL_FROM is of no use without SOUK_SMTP_URL.'];
  return [];
}

/** @returns undefined when there is no mail server */
export function assembleMail({
  SOUK_SMTP_URL: server,
  SOUK_MAIL_FROM: from,
}: MailValues): MailConfig | undefined {
  return server === undefined || from === undefined ? undefined : { ...server, from };
}
