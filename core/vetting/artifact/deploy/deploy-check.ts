import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { ArtifactSettings } from '../artifact-settings.ts';
import type { Remark } from '../remark.ts';
import type { PlacedValue } from '../yaml/placed-value.ts';

/** What the checks know beside the object they look at. */
export interface DeployContext {
  readonly settings: ArtifactSettings;
  readonly entry: Entry;
  /** All objects of the file. */
  readonly objects: readonly PlacedValue[];
}

/** Looks at one object of a deploy file. */
export type DeployCheck = (object: PlacedValue, context: DeployContext) => readonly Remark[];
