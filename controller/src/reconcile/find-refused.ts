import type { DesiredEntity } from './desired-entity.ts';

/**
 * Finds the entities that a store refuses to hold, such as for a value it has no room for, by trying smaller and
 * smaller parts. Costs nothing but an error on the way: with `n` refused of `m`, about `n * log(m)` trials.
 *
 * @param attempt tries to store some and keeps nothing of it; rejects when one of them is refused
 */
export async function findRefused(
  entities: readonly DesiredEntity[],
  attempt: (entities: readonly DesiredEntity[]) => Promise<void>,
): Promise<ReadonlyMap<DesiredEntity, string>> {
  const reason = await attempt(entities).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (reason === undefined) return new Map();
  const [only] = entities;
  if (entities.length === 1 && only !== undefined) return new Map([[only, reason]]);
  const middle = Math.ceil(entities.length / 2);
  const first = await findRefused(entities.slice(0, middle), attempt);
  const second = await findRefused(entities.slice(middle), attempt);
  return new Map([...first, ...second]);
}
