/**
 * Whether a form was sent by a page of the double itself. Any site that somebody visits could otherwise send one to a
 * server on the same machine.
 *
 * @param address of the double
 */
export function isOwnForm(request: Request, address: string): boolean {
  const { port } = new URL(address);
  const own = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const origin = request.headers.get('origin');
  const named = request.headers.get('host');
  if (named === null || !own.has(named)) return false;
  return origin === null ? request.headers.get('sec-fetch-site') === null : own.has(hostOf(origin));
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}
