export interface SshTarget {
  readonly host: string;
  readonly port: number | undefined;
  /** The address that was looked at. */
  readonly address: string;
  /** Absolute path of the private key; none is offered when undefined. */
  readonly keyFile?: string;
}

/**
 * The command by which Git reaches a host over SSH: at one address, by one key, and with nothing that the settings or
 * the agent of this machine's user would add. The key of the host has to be known already.
 */
export function sshCommand({ host, port, address, keyFile }: SshTarget): string {
  const options = [
    `HostName=${address}`,
    `HostKeyAlias=${port === undefined || port === 22 ? host : `[${host}]:${port}`}`,
    'StrictHostKeyChecking=yes',
    'BatchMode=yes',
    'IdentitiesOnly=yes',
    'IdentityAgent=none',
    `IdentityFile=${keyFile ?? 'none'}`,
    'ConnectTimeout=20',
    'ServerAliveInterval=15',
    'ServerAliveCountMax=4',
  ];
  return ['ssh', '-F', '/dev/null', ...options.flatMap((option) => ['-o', quoted(option)])].join(' ');
}

/** As one word for the shell that Git runs the command by. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
