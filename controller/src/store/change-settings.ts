import type { ClientBase } from 'pg';

/** Changes settings of the server for one session. */
export async function changeSettings(
  client: ClientBase,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  await client.query(
    'select set_config(name, value, false) from unnest($1::text[], $2::text[]) as s (name, value)',
    [Object.keys(settings), Object.values(settings)],
  );
}
