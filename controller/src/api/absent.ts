import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import { readTombstone } from '../registry/read-tombstone.ts';
import type { ApiPorts } from './api-ports.ts';
import { ApiProblem } from './problems.ts';

/** Why an entity is not there: it has left, or has never been. */
export async function absent(
  key: EntityKey,
  { db, clock }: Pick<ApiPorts, 'db' | 'clock'>,
): Promise<ApiProblem> {
  const tombstone = await readTombstone(db, key);
  if (tombstone === undefined || tombstone.expiresAt <= clock.now())
    return new ApiProblem('entity-not-found', `The catalog has no ${key.kind} "${key.id}".`);
  const { commit } = tombstone;
  const [at, until] = [tombstone.removedAt.toISOString(), tombstone.expiresAt.toISOString()];
  return new ApiProblem(
    'entity-removed',
    `${key.kind} "${key.id}" was removed at ${at}${commit === undefined ? '' : ` by commit ${commit}`}. Until ${until} it comes back with all that it had when its file does.`,
    [],
    { at, ...(commit === undefined ? {} : { commit }), until },
  );
}
