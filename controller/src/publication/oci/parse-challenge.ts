/** How a registry wants to be greeted. */
export type Challenge =
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: URL; readonly service: string | undefined };

/**
 * Reads the header `WWW-Authenticate`; undefined for what we can not answer. The scope that it proposes is left out:
 * we ask for what we need.
 */
export function parseChallenge(header: string | null): Challenge | undefined {
  const [, scheme = '', rest = ''] = /^\s*(\w+)\s*(.*)$/s.exec(header ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic':
      return { scheme: 'basic' };
    case 'bearer': {
      const parameters = new Map(
        [...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
          name.toLowerCase(),
          value,
        ]),
      );
      const realm = URL.parse(parameters.get('realm') ?? '');
      return realm === null ? undefined : { scheme: 'bearer', realm, service: parameters.get('service') };
    }
    default:
      return undefined;
  }
}
