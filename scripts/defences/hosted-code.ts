import type { Threat } from './defence.ts';

const local = 'controller/src/provision/local';
const walls = { file: `${local}/sandbox/confine.e2e.test.ts` } as const;
const escapes = `${local}/isolation.e2e.test.ts`;

/** Code that was merged runs beside the controller, and may still mean harm. */
export const hostedCode: readonly Threat[] = [
  {
    attack: 'An installed app calls hosts that nobody reviewed, or addresses inside',
    defences: [
      {
        name: 'egress-by-host',
        summary: 'Only hosts of the manifest are called, by port and protocol',
        file: `${local}/egress/egress-rules.ts`,
        from: 'rule.host === name && rule.port === port &&',
        to: 'rule.port === port &&',
        tests: [
          { file: `${local}/egress/egress-rules.test.ts`, title: 'to another host' },
          { file: escapes, title: 'another host' },
        ],
      },
      {
        name: 'no-addresses-in-egress',
        summary: 'An address in figures is no host, however it is written',
        file: `${local}/egress/egress-rules.ts`,
        from: String.raw`isIP(ascii) !== 0 || /^(\d+|0x[\da-f]*)$/.test(last) ? undefined : ascii`,
        to: 'last === undefined ? undefined : ascii',
        tests: [{ file: `${local}/egress/egress-rules.test.ts`, title: 'takes no address for a host' }],
      },
      {
        name: 'looked-up-once',
        summary: 'What is connected to is what was looked up and is outside',
        file: `${local}/egress/guarded-lookup.ts`,
        from: 'found.filter(({ address }) => guard.isReachable(address))',
        to: 'found',
        tests: [
          { file: `${local}/egress/guarded-lookup.test.ts`, title: 'the metadata of a cloud' },
          { file: escapes, title: 'opens no connection to a name that stands for an address inside' },
        ],
      },
    ],
  },
  {
    attack: 'An installed app takes secrets along, or those of others',
    defences: [
      {
        name: 'stand-ins',
        summary: 'Code holds a stand-in, unless its manifest says that it is exposed',
        file: `${local}/resolve-secrets.ts`,
        from: 'const exposed = secrets.filter((secret) => secret.exposed);',
        to: 'const exposed = secrets;',
        tests: [{ file: `${local}/resolve-secrets.test.ts`, title: 'gives the code a stand-in' }],
      },
      {
        name: 'secrets-for-their-hosts',
        summary: 'The value goes to hosts that are of the secret and of egress',
        file: `${local}/resolve-secrets.ts`,
        from: 'secret.hosts.filter((host) => egress.includes(host))',
        to: 'secret.hosts',
        tests: [{ file: `${local}/resolve-secrets.test.ts`, title: 'sends a value to hosts of egress only' }],
      },
      {
        name: 'no-echo-of-secrets',
        summary: 'A header that repeats a value has it taken out',
        file: `${local}/egress/forward-request.ts`,
        from: 'mapValues(headers, (value) => hideValues(value, standIns)),',
        to: 'mapValues(headers, (value) => value),',
        tests: [{ file: escapes, title: 'gets stand-ins for secrets, which are worth nothing elsewhere' }],
      },
      {
        name: 'no-secrets-in-logs',
        summary: 'What code logs is shown without values of secrets',
        file: `${local}/local-instance.ts`,
        from: 'hide: (text) => hideSecrets(text, this.#hidden),',
        to: 'hide: (text) => text,',
        tests: [{ file: escapes, title: 'leaves no value of a secret in files or logs' }],
      },
    ],
  },
  {
    attack: 'A page of an installed app acts as the portal, or as a neighbour',
    defences: [
      {
        name: 'page-of-nobody',
        summary: 'A browser is told that pages of installations have no origin',
        file: `${local}/gateway-headers.ts`,
        from: "'content-security-policy': [SANDBOX, ...own],",
        to: "'content-security-policy': own,",
        tests: [{ file: `${local}/gateway-headers.test.ts`, title: 'is a page of nobody' }],
      },
      {
        name: 'no-cookies',
        summary: 'Cookies go neither in nor out, as all share a host',
        file: `${local}/gateway-headers.ts`,
        from: "  'cookie',\n",
        to: '',
        tests: [{ file: `${local}/gateway-headers.test.ts`, title: 'gets what is meant for it' }],
      },
    ],
  },
  {
    attack: 'Code breaks out of its runtime',
    defences: [
      {
        name: 'walled-in',
        summary: 'The process has no network, and sees its own folders alone',
        file: `${local}/sandbox/confine.ts`,
        from: "'--unshare-all', '--unshare-user'",
        to: "'--unshare-all', '--share-net', '--unshare-user'",
        tests: [{ ...walls, title: 'has no network' }],
      },
      {
        name: 'bounded-process',
        summary: 'It can claim so much memory and no more',
        file: `${local}/sandbox/confine.ts`,
        from: ' + CLAIMED_BYTES}`',
        to: ' * 1_000 + CLAIMED_BYTES}`',
        tests: [{ ...walls, title: 'does not claim memory without end' }],
      },
    ],
  },
  {
    attack: 'A workload takes itself for another installation, or for more than it is',
    defences: [
      {
        name: 'issuer-of-environment',
        summary: 'A cluster speaks for the environments that the operator named',
        file: 'controller/src/identity/decide-token.ts',
        from: 'if (!environments.includes(wanted.environment))',
        to: 'if (environments.length === 0)',
        tests: [
          {
            file: 'controller/src/identity/decide-token.test.ts',
            title: 'another environment than its cluster has',
          },
        ],
      },
      {
        name: 'scopes-agreed-to',
        summary: 'Tokens hold scopes that the team has agreed to, of the version that runs',
        file: 'controller/src/identity/decide-principal.ts',
        from: "what === 'scope' && agreed.includes(",
        to: "what === 'scope' || agreed.includes(",
        tests: [{ file: 'controller/src/identity/decide-token.test.ts', title: 'never gives a scope' }],
      },
      {
        name: 'one-audience',
        summary: 'A token for one resource is refused by another',
        file: 'controller/src/identity/verify-token.ts',
        from: "typ: 'at+jwt', issuer, audience, currentDate: now",
        to: "typ: 'at+jwt', issuer, currentDate: now",
        tests: [{ file: 'controller/src/identity/verify-token.test.ts', title: 'one for somebody else' }],
      },
      {
        name: 'no-installation-no-token',
        summary: 'What is at its end has no identity any more',
        file: 'controller/src/identity/decide-principal.ts',
        from: "  if (ended || isPast(expiresAt, now)) return refuse('expired');\n",
        to: '',
        tests: [{ file: 'controller/src/identity/decide-token.test.ts', title: 'at its end' }],
      },
    ],
  },
];
