import { DoubleServer } from '../http/double-server.ts';

export interface DoubleTeam {
  readonly name: string;
  readonly budget?: string | { readonly monthly: string; readonly currency?: string };
}

const PAGE = 2;

/** The part of Souk's own API that tells of teams, with the shapes of docs/openapi.json. */
export class TeamsDouble extends DoubleServer {
  readonly #teams: ReadonlyMap<string, DoubleTeam>;
  /** It answers 503 while true. */
  isAway = false;

  constructor(teams: Readonly<Record<string, DoubleTeam>>) {
    super();
    this.#teams = new Map(Object.entries(teams));
  }

  protected handle(request: Request): Response {
    const { pathname, searchParams } = new URL(request.url);
    if (this.isAway) return Response.json({ title: 'Away' }, { status: 503 });
    const [, id] = /^\/api\/v1\/entities\/Team\/([a-z0-9-]+)$/.exec(pathname) ?? [];
    if (id !== undefined) {
      const team = this.#teams.get(id);
      return team === undefined
        ? Response.json({ title: 'Not found' }, { status: 404 })
        : Response.json({ kind: 'Team', id, name: team.name, manifest: { kind: 'Team', id, ...team } });
    }
    if (pathname !== '/api/v1/entities' || searchParams.get('kind') !== 'Team')
      return Response.json({ title: 'Not found' }, { status: 404 });
    const ids = [...this.#teams.keys()];
    const from = Number(searchParams.get('cursor') ?? 0);
    const items = ids.slice(from, from + PAGE).map((team) => ({ kind: 'Team', id: team }));
    const more = from + PAGE < ids.length ? { nextCursor: String(from + PAGE) } : {};
    return Response.json({ items, total: ids.length, revision: 'a1b2c3d4.1', ...more });
  }
}
