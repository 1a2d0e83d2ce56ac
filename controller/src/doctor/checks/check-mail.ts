import type { MailConfig } from '../../mail/mail-config.ts';
import { type MailFailure, sentenceOf } from '../../mail/mail-result.ts';
import { createMailer } from '../../mail/mailer.ts';
import type { Check, Diagnosis } from '../diagnosis.ts';

const name = 'Mail server';
const LIMIT_MS = 5_000;

/** Asks the mail server whether it would take mails, without sending one. */
export const checkMail: Check = {
  name,
  look: async ({ config: { mail } }) => {
    if (mail === undefined)
      return [{ name, status: 'skip', found: 'no SOUK_SMTP_URL: nothing is sent by mail' }];
    const mailer = createMailer(mail, { listName: () => 'Souk', timeoutMs: LIMIT_MS });
    try {
      return [diagnoseMail(mail, await mailer.verify())];
    } finally {
      await mailer.close();
    }
  },
};

export function diagnoseMail({ host, login }: MailConfig, failure: MailFailure | undefined): Diagnosis {
  if (failure === undefined)
    return {
      name,
      status: 'pass',
      found: login === undefined ? `${host} answers` : `${host} answers, and takes the login`,
    };
  const found = `${host}: ${sentenceOf(failure)}`;
  return { name, status: 'fail', found, advice: adviceOn(failure) };
}

function adviceOn({ kind }: MailFailure): string {
  switch (kind) {
    case 'no-login':
      return 'Look at user and password in SOUK_SMTP_URL.';
    case 'no-tls':
      return 'It has to offer STARTTLS, or TLS from the start with smtps://, with a certificate that Node trusts (NODE_EXTRA_CA_CERTS).';
    case 'timeout':
    case 'unreachable':
      return 'Look at host and port in SOUK_SMTP_URL, and at the network.';
    case 'refused':
    case 'deferred':
    case 'no-address':
      return 'Look at the log of the mail server.';
  }
}
