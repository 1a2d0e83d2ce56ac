import type { Team } from '../manifest/manifest.ts';

/** How a person is told from others: by login, else by e-mail address or name. */
export function personName(person: NonNullable<Team['lead']>): string {
  return typeof person === 'string' ? person : (person.github ?? person.email ?? person.name ?? '');
}
