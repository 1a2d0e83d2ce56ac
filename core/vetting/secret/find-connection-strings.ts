import { isExampleValue } from './example-value.ts';
import type { SecretMatch } from './secret-match.ts';
import { isStandInPassword } from './stand-in-password.ts';

/** `scheme://user:password@host`; a password may hold most characters but those that end the address. */
const address =
  /\b(?<scheme>[a-z][a-z0-9+.-]{1,30}):\/\/(?<user>[^\s:@/"'<>`\\]{0,100}):(?<secret>[^\s/@"'<>`]{1,200})@(?<host>[^\s/"'<>`?#:,]{1,255})/gi;
const schemeHint = '://';
/** SQL Server, ODBC and ADO.NET: fields with semicolons, of which one names a server. */
const fields =
  /\b(?:Password|Pwd)\s{0,3}=\s{0,3}(?<secret>'[^'\n]{1,200}'|"[^"\n]{1,200}"|[^;"'\s<>]{1,200})\s{0,3}(?=;|["'\s]|$)/gi;
const serverField =
  /\b(?:Server|Data Source|Host|Driver|Initial Catalog|Database|User Id|Uid)\s{0,3}=[^;\n]{1,200};/i;
/** Oracle's `user/password@host`, and passwords in the query of a JDBC address. */
const jdbc =
  /\bjdbc:[a-z0-9:]{2,40}:(?:[^\s"'<>`]{0,300}?[?&;](?:password|pwd)=(?<secret>[^\s"'<>`&;]{1,200})|@?\w{1,60}\/(?<oracle>[^\s@"'<>`/]{1,100})@)/gi;

const ownMachine = /^(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|host\.docker\.internal)$/i;

/** Passwords within the addresses of databases, queues and sites. */
export function findConnectionStrings(text: string, exampleWords: readonly string[]): SecretMatch[] {
  const found: SecretMatch[] = [];
  if (text.includes(schemeHint)) {
    for (const match of text.matchAll(address)) {
      const { scheme = '', user = '', secret = '', host = '' } = match.groups ?? {};
      if (!isPassword(decode(secret), exampleWords) || isStandIn(user, secret, host)) continue;
      const offset = match.index + scheme.length + schemeHint.length + user.length + 1;
      found.push(at(offset, secret, `A password in a ${scheme.toLowerCase()} address`));
    }
  }
  if (/pwd|password/i.test(text)) {
    for (const match of text.matchAll(fields)) {
      const secret = match.groups?.['secret']?.replace(/^(['"])(.*)\1$/, '$2') ?? '';
      const line = text.slice(Math.max(0, match.index - 400), match.index + match[0].length + 400);
      if (
        !serverField.test(lineAround(line, Math.min(400, match.index))) ||
        !isPassword(secret, exampleWords)
      )
        continue;
      found.push(at(match.index + match[0].lastIndexOf(secret), secret, 'A password in a connection string'));
    }
  }
  if (text.includes('jdbc:')) {
    for (const match of text.matchAll(jdbc)) {
      const secret = match.groups?.['secret'] ?? match.groups?.['oracle'] ?? '';
      if (!isPassword(decode(secret), exampleWords)) continue;
      found.push(at(match.index + match[0].lastIndexOf(secret), secret, 'A password in a JDBC address'));
    }
  }
  return found;
}

function at(offset: number, secret: string, what: string): SecretMatch {
  return { rule: 'secret/connection-string', what, secret, offset, endOffset: offset + secret.length };
}

function isPassword(secret: string, exampleWords: readonly string[]): boolean {
  return secret.length >= 3 && !isStandInPassword(secret) && !isExampleValue(secret, exampleWords);
}

/** `root:root@`, and a throw-away password for one's own machine that is a plain word. */
function isStandIn(user: string, secret: string, host: string): boolean {
  return (
    user.toLowerCase() === secret.toLowerCase() ||
    /^[$%{]/.test(user) ||
    /(?:^|\.)example(?:\.(?:com|org|net))?$/i.test(host) ||
    (ownMachine.test(host) && /^[a-z]{1,12}$/i.test(secret))
  );
}

function lineAround(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return text.slice(start, end === -1 ? text.length : end);
}

function decode(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}
