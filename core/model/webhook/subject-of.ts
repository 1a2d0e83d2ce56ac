import { type EntityKey, formatKey } from '../manifest/manifest.ts';

/** What an event is about: `App/crm`, or `catalog` for all of it. Deliveries about one subject keep their order. */
export function subjectOf({ entity }: { readonly entity?: EntityKey | undefined }): string {
  return entity === undefined ? 'catalog' : formatKey(entity);
}
