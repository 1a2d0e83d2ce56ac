import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { oneLine } from '@souk/model/webhook/event-words.ts';
import type { MailContent } from '@souk/model/webhook/mail-content.ts';
import { createTransport } from 'nodemailer';
import { explainFailure } from './explain-failure.ts';
import { isMailAddress } from './mail-address.ts';
import type { MailConfig } from './mail-config.ts';
import type { MailFailure, MailResult } from './mail-result.ts';
import { renderMail } from './render-mail.ts';

export interface Mail {
  /** What tells it from other mails to the same people. One that is sent again under its key is folded into the first. */
  readonly key: string;
  readonly to: readonly string[];
  readonly content: MailContent;
}

/** Hands mails over to the mail server of the operator. */
export interface Mailer {
  /** Never rejects: whatever happens is a result. Given up when `signal` aborts. */
  send(mail: Mail, signal: AbortSignal): Promise<MailResult>;
  /** What keeps mails from being sent; undefined when the server takes them. Sends none. */
  verify(): Promise<MailFailure | undefined>;
  close(): Promise<void>;
}

export interface MailerOptions {
  /** Name of the marketplace, as mail programs show and filter by it. */
  readonly listName: () => string;
  /** Milliseconds that a mail may take, with waiting for those before it. Less than a lease of a delivery. */
  readonly timeoutMs?: number;
  /** Authority to trust instead of those that Node knows, as PEM. */
  readonly ca?: string;
}

/** Connections at once: mail servers frown at many. */
const CONNECTIONS = 4;
const IDLE_MS = 30_000;
const STEP_MS = 10_000;

export function createMailer(
  config: MailConfig,
  { listName, timeoutMs = 45_000, ca }: MailerOptions,
): Mailer {
  const { from } = config;
  const domain = domainToASCII(from.address.slice(from.address.lastIndexOf('@') + 1));
  const transport = createTransport({ pool: true, ...transportOptions(config, timeoutMs, ca) });
  const explain = (error: unknown): MailFailure => explainFailure(error, (text) => hidden(text, config));
  return {
    async send({ key, to, content }, signal) {
      const { legal, missed } = sortOut(to);
      if (legal.length === 0)
        return { kind: 'no-address', error: `It has nobody to go to. ${missed.join(' ')}` };
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        const sent = await transport.sendMail({
          ...{ from, to: legal.map((address) => ({ name: '', address })) },
          envelope: { from: from.address, to: legal },
          ...renderMail(withMissed(content, missed)),
          messageId: `<${digestOf(key, legal)}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          list: { id: { url: `souk.${domain}`, comment: oneLine(listName()) } },
          ...{ xMailer: false, disableFileAccess: true, disableUrlAccess: true },
          signal: AbortSignal.any([signal, deadline]),
        });
        const refused = (sent.rejectedErrors ?? []).map((error) => hidden(error.message, config));
        const others = sent.rejected.map(
          (who, i) => `${who} was not taken by the mail server: ${refused[i] ?? ''}`,
        );
        const response = hidden(sent.response, config);
        return { kind: 'sent', status: statusOf(response), response, missed: [...missed, ...others] };
      } catch (error) {
        return deadline.aborted ? { kind: 'timeout' } : explain(error);
      }
    },
    async verify() {
      try {
        await transport.verify();
        return undefined;
      } catch (error) {
        return explain(error);
      }
    },
    async close() {
      transport.close({ force: true });
    },
  };
}

function transportOptions({ host, port, tls, login }: MailConfig, timeoutMs: number, ca: string | undefined) {
  const stepMs = Math.min(STEP_MS, timeoutMs);
  return {
    ...{ host, port, secure: tls === 'implicit', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none' },
    ...(login === undefined ? {} : { auth: { user: login.user, pass: login.password } }),
    tls: { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) },
    ...{ connectionTimeout: stepMs, greetingTimeout: stepMs, dnsTimeout: stepMs, socketTimeout: 2 * stepMs },
    // A kept connection that the server has closed meanwhile is opened anew once; what fails then is tried again later.
    ...{ maxConnections: CONNECTIONS, maxRequeues: 1, idleTimeout: IDLE_MS, logger: false },
  };
}

function sortOut(to: readonly string[]): { readonly legal: string[]; readonly missed: readonly string[] } {
  const all = [...new Set(to)].sort();
  return {
    legal: all.filter(isMailAddress),
    missed: all
      .filter((text) => !isMailAddress(text))
      .map((text) => `${JSON.stringify(oneLine(text))} is no mail address.`),
  };
}

/** Whoever reads it can have the address mended. */
function withMissed(content: MailContent, missed: readonly string[]): MailContent {
  if (missed.length === 0) return content;
  return {
    ...content,
    paragraphs: [...content.paragraphs, `Not everybody could be told. ${missed.join(' ')}`],
  };
}

function digestOf(key: string, to: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([key, ...to]))
    .digest('hex')
    .slice(0, 32);
}

function statusOf(response: string): number {
  return Number(/^\d{3}/.exec(response)?.[0] ?? 250);
}

/** Servers may repeat what they were told. */
function hidden(text: string, { login }: MailConfig): string {
  if (login === undefined) return text;
  const { user, password } = login;
  const base64 = (part: string): string => Buffer.from(part).toString('base64');
  return [password, base64(password), base64(`\0${user}\0${password}`)].reduce(
    (rest, secret) => rest.replaceAll(secret, '***'),
    text,
  );
}
