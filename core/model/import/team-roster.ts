import type { Team } from '../manifest/manifest.ts';
import type { ImportedManifest } from './import-result.ts';
import { teamPath } from './import-result.ts';
import { humanise, IdPool, slug } from './slug.ts';
import { fitName } from './summarise.ts';

interface Known {
  readonly id: string;
  readonly name: string;
  email: string | undefined;
}

const EMAIL = /^[^\s@<>]+@[^\s@.<>]+(\.[^\s@.<>]+)+$/;

export function isEmail(text: string): boolean {
  return text.length <= 254 && EMAIL.test(text);
}

/** The teams that an import comes across, each with one id however often and however it is written. */
export class TeamRoster {
  readonly #pool = new IdPool();
  readonly #byKey = new Map<string, Known>();

  /** The id of the team behind a name or an e-mail address; undefined when neither gives an id. */
  idOf(nameOrEmail: string, email?: string): string | undefined {
    const address = isEmail(nameOrEmail) ? nameOrEmail.toLowerCase() : email?.toLowerCase();
    const local = isEmail(nameOrEmail) ? nameOrEmail.slice(0, nameOrEmail.indexOf('@')) : nameOrEmail;
    const wanted = slug(local);
    if (wanted === undefined) return undefined;
    // Two addresses with one local part are two teams; a name and a first address with it are the same.
    const named = this.#byKey.get(wanted);
    const known =
      address === undefined
        ? named
        : (this.#byKey.get(address) ?? (named?.email === undefined ? named : undefined));
    const team = known ?? {
      id: this.#pool.take(wanted),
      name: isEmail(nameOrEmail) || nameOrEmail === wanted ? humanise(local) : nameOrEmail,
      email: undefined,
    };
    if (address !== undefined && isEmail(address)) {
      team.email ??= address;
      this.#byKey.set(address, team);
    }
    if (!this.#byKey.has(wanted)) this.#byKey.set(wanted, team);
    this.#byKey.set(team.id, team);
    return team.id;
  }

  /** A manifest for each team, in the order of their ids. */
  manifests(): ImportedManifest[] {
    const teams = [...new Set(this.#byKey.values())].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return teams.map(({ id, name, email }) => {
      const manifest: Team = { apiVersion: 'souk/v1', kind: 'Team', id, name: fitName(name, 'team') };
      return {
        path: teamPath(id),
        manifest: email === undefined ? manifest : { ...manifest, contact: { email } },
      };
    });
  }
}
