import type { Instance } from '@souk/model/installation/instance.ts';
import { labelValue } from './label-value.ts';

/** By this label everything that belongs to an installation is found. */
export const INSTALLATION_LABEL = 'souk.dev/installation';

/** What its objects and pods bear: what they belong to, and who pays for them. */
export function objectLabels({ id, entry, team, environment, costCenter }: Instance): Record<string, string> {
  // No version holds an underscore, so that no two become the same.
  const version = labelValue(entry.version.replaceAll('+', '_'));
  return {
    'app.kubernetes.io/component': labelValue(entry.kind.toLowerCase()),
    'app.kubernetes.io/instance': id,
    'app.kubernetes.io/managed-by': 'souk',
    'app.kubernetes.io/name': labelValue(entry.id),
    'app.kubernetes.io/version': version,
    ...(costCenter === undefined ? {} : { 'souk.dev/cost-center': labelValue(costCenter) }),
    'souk.dev/entry': labelValue(entry.id),
    'souk.dev/environment': labelValue(environment),
    [INSTALLATION_LABEL]: id,
    'souk.dev/team': labelValue(team),
    'souk.dev/version': version,
  };
}

/** What pods of an instance are selected by; unlike other labels it never changes. */
export function podSelector({ id }: Instance): { readonly matchLabels: Readonly<Record<string, string>> } {
  return { matchLabels: { [INSTALLATION_LABEL]: id } };
}
