import type { Config } from '../config.ts';
import type { Labels } from './incident.ts';

/** The channel of the first route whose label matches; the default one when none does. */
export function chooseChannel(
  labels: Labels,
  { routes, defaultChannel }: Pick<Config, 'routes' | 'defaultChannel'>,
): { readonly channel: string; readonly route: number | undefined } {
  const at = routes.findIndex(({ label, value }) => labels[label] === value);
  return { channel: routes[at]?.channel ?? defaultChannel, route: at < 0 ? undefined : at };
}
