import { SourceRefusal } from './source-refusal.ts';

/** Where another catalog is. */
export interface SourceUrl {
  readonly protocol: 'https:' | 'http:' | 'ssh:' | 'file:';
  /** Name or address of the machine, without brackets; empty for a file. */
  readonly host: string;
  readonly port: number | undefined;
}

const HOST = /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*)$/i;
/** Ports of mail, file, name and login services, which no Git is served at. */
const FIRST_FREE_PORT = 1_024;

/** @throws {SourceRefusal} */
export function parseSourceUrl(text: string): SourceUrl {
  const short = /^git@(?<host>[^\s:/]+):/.exec(text)?.groups?.['host'];
  if (short !== undefined) return { protocol: 'ssh:', host: checkedHost(short), port: undefined };
  const url = URL.parse(text);
  const protocol = url?.protocol;
  if (url === null || !isKnown(protocol))
    throw new SourceRefusal('The address can not be read; expected https://, ssh://, git@ or file:///.');
  if (url.password !== '' || (url.username !== '' && protocol !== 'ssh:'))
    throw new SourceRefusal(
      'The address holds a user name or password, which everybody who reads the catalog would see; name a secret instead.',
    );
  if (protocol === 'file:') return { protocol, host: '', port: undefined };
  const port = url.port === '' ? undefined : Number(url.port);
  const usual = protocol === 'ssh:' ? 22 : 443;
  if (port !== undefined && port !== usual && port < FIRST_FREE_PORT)
    throw new SourceRefusal(
      `Port ${port} is none of Git; expected ${usual} or one from ${FIRST_FREE_PORT} up.`,
    );
  return { protocol, host: checkedHost(url.hostname.replace(/^\[|\]$/g, '')), port };
}

function isKnown(protocol: string | undefined): protocol is SourceUrl['protocol'] {
  return protocol === 'https:' || protocol === 'http:' || protocol === 'ssh:' || protocol === 'file:';
}

/** What Git and SSH take for an option, or a shell for more than a name, is no host. */
function checkedHost(host: string): string {
  if (HOST.test(host)) return host;
  throw new SourceRefusal('The address names no host that can be looked up.');
}
