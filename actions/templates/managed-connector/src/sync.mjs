/**
 * Reads the pages after the cursor and writes each contact by its id, so that a run can be repeated. The
 * connector is given its two systems, and so can be tested without either.
 *
 * @param {{ cursor?: string }} state
 * @param {{ readPage: (cursor?: string) => Promise<{ contacts: { id: string, name: string, email: string }[], next?: string }>,
 *   writeRow: (row: { id: string, name: string, email: string }) => Promise<void> }} systems
 */
export async function sync(state, systems) {
  let { cursor } = state;
  let count = 0;
  for (;;) {
    const { contacts, next } = await systems.readPage(cursor);
    for (const { id, name, email } of contacts) await systems.writeRow({ id, name, email });
    count += contacts.length;
    if (next === undefined) return { cursor, count };
    cursor = next;
  }
}
