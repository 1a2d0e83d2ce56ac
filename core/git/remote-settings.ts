/** Value of the header `Authorization` for one server. */
export interface Authorization {
  /** Address that every address it is meant for begins with. */
  readonly server: string;
  readonly header: string;
}

/** How Git talks to one remote, where that differs from how it talks to others. */
export interface RemoteManner {
  /** Settings of Git. */
  readonly settings: Readonly<Record<string, string>>;
  /** Variables of its environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A remote that sends less than a kilobyte a second for this long is given up. */
const STALL_SECONDS = 60;

/**
 * Settings of Git for talking to a remote. A server that credentials are meant for can not send them on to another,
 * and no helper of the machine is asked for others or told of them.
 */
export function remoteSettings(
  authorization: Authorization | undefined,
  stallSeconds: number = STALL_SECONDS,
): Record<string, string> {
  const patience = { 'http.lowSpeedLimit': '1000', 'http.lowSpeedTime': String(stallSeconds) };
  if (authorization === undefined) return patience;
  const server = authorization.server.replace(/\/?$/, '/');
  return {
    ...patience,
    [`http.${server}.extraheader`]: `Authorization: ${authorization.header}`,
    'http.followRedirects': 'false',
    'credential.helper': '',
  };
}
