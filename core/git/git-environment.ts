/** What Git needs to find itself, its user's settings and keyring, and its temporary files. */
const INHERITED = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'XDG_CONFIG_HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'GIT_CONFIG_GLOBAL',
  'GNUPGHOME',
];

/** What Git needs besides to reach a remote the way its user does. */
const INHERITED_FOR_REMOTES = [
  'SSH_AUTH_SOCK',
  'GIT_SSL_CAINFO',
  'SSL_CERT_FILE',
  'HTTPS_PROXY',
  'https_proxy',
  'http_proxy',
  'NO_PROXY',
  'no_proxy',
];

/** Nothing asks a question, and a server that does not answer is given up. */
const SSH_OPTIONS =
  '-o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=4';

/**
 * The environment Git runs in. Variables that a hook or a caller set to point Git at another repository, an
 * editor or a pager are left out, a missing object is never fetched behind our back, and no prompt waits for
 * an answer.
 */
export function gitEnvironment(): Record<string, string> {
  return {
    ...inherit(INHERITED),
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C.UTF-8',
  };
}

/** What is added to reach a remote: the user's agent, authorities, proxy and `GIT_SSH_COMMAND`, and no transport that runs commands. */
export function remoteEnvironment(): Record<string, string> {
  const ssh = process.env['GIT_SSH_COMMAND'] ?? 'ssh';
  return {
    ...inherit(INHERITED_FOR_REMOTES),
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:git:file',
    GIT_SSH_COMMAND: `${ssh} ${SSH_OPTIONS}`,
  };
}

/** Settings of Git for one command. They travel in the environment: arguments can be seen by every process of the machine. */
export function settingsEnvironment(settings: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(settings);
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(entries.length)],
    ...entries.flatMap(([name, value], i) => [
      [`GIT_CONFIG_KEY_${i}`, name],
      [`GIT_CONFIG_VALUE_${i}`, value],
    ]),
  ]);
}

function inherit(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
