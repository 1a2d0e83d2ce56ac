import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as the server got it. */
export interface TakenMail {
  readonly to: readonly string[];
  readonly from: string;
  /** Unfolded, by their names in small letters, still encoded. */
  readonly headers: ReadonlyMap<string, string>;
  /** As it came over the wire. */
  readonly raw: string;
  readonly isEncrypted: boolean;
  readonly user: string | undefined;
}

export interface MailServer {
  readonly port: number;
  readonly taken: readonly TakenMail[];
  /** Connections so far. */
  readonly connections: number;
  close(): Promise<void>;
}

/** What the server says no to: the code, as an SMTP server answers it. */
export interface Refusals {
  readonly login?: number;
  readonly from?: number;
  readonly to?: (address: string) => number | undefined;
  readonly data?: number;
}

export const USER = 'souk';
export const PASSWORD = 'hunter2hunter2';

/** A mail server on this machine; without TLS unless the options give a certificate. */
export async function startMailServer(
  { login, from, to, data }: Refusals = {},
  options: SMTPServerOptions = {},
): Promise<MailServer> {
  const taken: TakenMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    ...{ authOptional: true, allowInsecureAuth: true, disableReverseLookup: true, logger: false },
    ...(options.cert === undefined ? { hideSTARTTLS: true } : {}),
    ...{ closeTimeout: 1 },
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onAuth: ({ username, password }, _session, done) => {
      const known = username === USER && password === PASSWORD && login === undefined;
      done(known ? null : refusal(login ?? 535, `no ${username} with ${password}`), { user: username });
    },
    onMailFrom: (_address, _session, done) => done(refusal(from, 'no such sender')),
    onRcptTo: ({ address }, _session, done) => done(refusal(to?.(address), 'no such mailbox')),
    onData: (stream, session, done) => {
      text(stream).then((raw) => {
        if (data !== undefined) return done(refusal(data, 'not now'));
        taken.push({
          raw,
          headers: readHeaders(raw),
          to: session.envelope.rcptTo.map(({ address }) => address),
          from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          isEncrypted: session.secure,
          user: session.user as string | undefined,
        });
        done(null, 'taken');
      }, done);
    },
    ...options,
  });
  // Connections that are broken off, as some tests want.
  server.on('error', () => {});
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    port: (listening.address() as AddressInfo).port,
    taken,
    get connections() {
      return connections;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal(code: number | undefined, words: string): Error | null {
  return code === undefined ? null : Object.assign(new Error(words), { responseCode: code });
}

function readHeaders(raw: string): Map<string, string> {
  const [head = ''] = raw.split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
}
