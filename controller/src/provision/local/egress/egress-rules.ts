import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

/** Where a request may go. */
export interface EgressTarget {
  /** Lower case, without a dot at the end, in ASCII. */
  readonly host: string;
  readonly port: number;
  readonly protocol: 'https:' | 'http:' | 'tcp:';
}

const DEFAULT_PORT = 443;

/** Hosts of a manifest as targets: HTTPS unless the port is 80, or one that is neither and so plain TCP as well. */
export function parseEgress(hosts: readonly string[]): readonly EgressTarget[] {
  return hosts.flatMap((text): EgressTarget[] => {
    const [, name = '', port] = /^(.+?)(?::(\d{1,5}))?$/.exec(text) ?? [];
    const host = normaliseHost(name);
    const number = port === undefined ? DEFAULT_PORT : Number(port);
    if (host === undefined || number < 1 || number > 65_535) return [];
    if (number === 80) return [{ host, port: 80, protocol: 'http:' }];
    if (number === DEFAULT_PORT) return [{ host, port: number, protocol: 'https:' }];
    return [
      { host, port: number, protocol: 'https:' },
      { host, port: number, protocol: 'tcp:' },
    ];
  });
}

/** The target that a request names, when the rules have it; a name is the same in any spelling. */
export function findTarget(
  rules: readonly EgressTarget[],
  { host, port, protocol }: EgressTarget,
): EgressTarget | undefined {
  const name = normaliseHost(host);
  return rules.find((rule) => rule.host === name && rule.port === port && rule.protocol === protocol);
}

/** Undefined for what is no host name: an address in figures is none, however it is written. */
function normaliseHost(text: string): string | undefined {
  const ascii = domainToASCII(text.replace(/\.$/, '')).toLowerCase();
  if (!/^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})?(\.[a-z0-9_]([a-z0-9_-]{0,62})?)*$/.test(ascii))
    return undefined;
  // What a resolver takes for an address: its last part is a number.
  const last = ascii.slice(ascii.lastIndexOf('.') + 1);
  return isIP(ascii) !== 0 || /^(\d+|0x[\da-f]*)$/.test(last) ? undefined : ascii;
}
