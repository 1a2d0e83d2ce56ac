import type { Mailbox } from './mail-address.ts';

/** The mail server that is sent by, and who sends. */
export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /**
   * - `implicit`: TLS from the first byte
   * - `starttls`: nothing is said before the connection was upgraded
   * - `none`: to this machine alone, where nobody listens in
   */
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly login: { readonly user: string; readonly password: string } | undefined;
  readonly from: Mailbox;
}
