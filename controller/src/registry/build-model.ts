import { setImmediate as nextTurn } from 'node:timers/promises';
import { type LoadedEntity, ReadModel } from './read-model.ts';
import type { AccessBySource } from './source-access.ts';

const SLICE = 2_000;

/** Builds a read model of everything, with turns for requests in between. */
export async function buildModel(
  entities: readonly LoadedEntity[],
  access: AccessBySource = new Map(),
): Promise<ReadModel> {
  const model = new ReadModel();
  model.setAccess(access);
  for (let start = 0; start < entities.length; start += SLICE) {
    model.put(entities.slice(start, start + SLICE), []);
    await nextTurn();
  }
  return model;
}
