import { createSchemaValidators } from '../sbom/schema-validators.ts';
import type { AdvisoryStore } from '../vulnerability/store/advisory-store.ts';
import { openAdvisoryStore } from '../vulnerability/store/open-advisory-store.ts';

/** Compiled schemas serve all entries of a run. */
export const validators = createSchemaValidators();

let opened: { readonly dir: string; readonly store: AdvisoryStore } | undefined;

/** The advisories as they were when this thread first asked for them: a run is held against one edition. */
export function storeAt(dir: string): AdvisoryStore {
  if (opened?.dir !== dir) opened = { dir, store: openAdvisoryStore(dir) };
  return opened.store;
}
