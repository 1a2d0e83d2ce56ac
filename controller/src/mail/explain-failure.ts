import type { MailFailure } from './mail-result.ts';

/** What the library says of what went wrong. */
interface SmtpError extends Error {
  readonly code?: string;
  /** What the server was told when it answered so. */
  readonly command?: string;
  readonly responseCode?: number;
}

const LONGEST_ERROR = 500;
/** "Bad sequence of commands" is about the connection, not about the mail. */
const BAD_SEQUENCE = 503;
const certificateErrors = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HOSTNAME_)/;

/** @param hide takes out what nobody may read */
export function explainFailure(thrown: unknown, hide: (text: string) => string): MailFailure {
  const failure: SmtpError = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { code = '', command = '', responseCode: status = 0 } = failure;
  const error = hide(failure.message).slice(0, LONGEST_ERROR);
  if (code === 'ETIMEDOUT') return { kind: 'timeout' };
  if (code === 'EAUTH') return { kind: 'no-login', error };
  if (code === 'ETLS' || isCertificateError(failure)) return { kind: 'no-tls', error };
  // Who sends, and whether that is allowed without a login, is for the operator to mend.
  const isAboutMail = command === 'RCPT TO' || command === 'DATA';
  if (isAboutMail && status >= 500 && status !== BAD_SEQUENCE) return { kind: 'refused', status, error };
  return status >= 400 ? { kind: 'deferred', status, error } : { kind: 'unreachable', error };
}

/** The library gives errors of the socket a code of its own, and keeps the first one as their cause or in their words. */
function isCertificateError({ message, cause }: SmtpError): boolean {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return certificateErrors.test(code) || /certificate|altnames/i.test(message);
}
