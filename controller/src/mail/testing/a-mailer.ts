import { createMailer, type Mailer } from '../mailer.ts';
import type { MailServer } from './mail-server.ts';

/** Sends by a server of this machine as souk@example.com. */
export function aMailer({ port }: Pick<MailServer, 'port'>): Mailer {
  const from = { name: '', address: 'souk@example.com' };
  return createMailer(
    { host: '127.0.0.1', port, tls: 'none', login: undefined, from },
    { listName: () => 'Acme Souk', timeoutMs: 5_000 },
  );
}
