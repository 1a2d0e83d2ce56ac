import Big from 'big.js';

const SOUK = 'https://souk.example.com';
const CALL_MS = 20_000;
const MOST_TEAMS = 500;

export interface Team {
  readonly id: string;
  readonly name: string;
  /** For a month. */
  readonly budget: Big | undefined;
  /** Of the budget; that of the marketplace when undefined. */
  readonly currency: string | undefined;
}

/** All teams of the catalog with their budgets; undefined when it cannot be asked. */
export async function readTeams(): Promise<readonly Team[] | undefined> {
  try {
    const ids = await listTeams();
    const teams: Team[] = [];
    for (const id of ids) {
      const { manifest } = await ask(`Team/${encodeURIComponent(id)}`);
      teams.push(parseTeam(id, manifest));
    }
    return teams;
  } catch {
    return undefined;
  }
}

async function listTeams(): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: unknown = ''; typeof cursor === 'string' && ids.length < MOST_TEAMS; ) {
    const query = new URLSearchParams({ kind: 'Team', ...(cursor === '' ? {} : { cursor }) });
    const { items, nextCursor } = await ask(`?${query}`);
    if (!Array.isArray(items)) throw new Error('The catalog answered without a list.');
    ids.push(...items.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])));
    cursor = nextCursor;
  }
  return ids;
}

async function ask(path: string): Promise<Readonly<Record<string, unknown>>> {
  const separator = path.startsWith('?') ? '' : '/';
  const answer = await fetch(`${SOUK}/api/v1/entities${separator}${path}`, {
    headers: { accept: 'application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(CALL_MS),
  });
  if (!answer.ok) throw new Error(`The catalog answered ${answer.status}.`);
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}

/** A budget is an amount, or an object of one with its currency. */
function parseTeam(id: string, manifest: unknown): Team {
  const { name, budget } = (manifest ?? {}) as Readonly<Record<string, unknown>>;
  const { monthly, currency } = (
    typeof budget === 'object' && budget !== null ? budget : { monthly: budget }
  ) as Readonly<Record<string, unknown>>;
  const right = typeof monthly === 'string' && /^\d{1,12}(\.\d{1,4})?$/.test(monthly);
  return {
    id,
    name: typeof name === 'string' ? name : id,
    budget: right ? new Big(monthly) : undefined,
    currency: typeof currency === 'string' ? currency : undefined,
  };
}
