import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { ArtifactSettings } from '../artifact-settings.ts';
import type { Remark } from '../remark.ts';
import type { ContainerFile } from './container-file.ts';

/** What the checks know beside the file itself. */
export interface ContainerContext {
  readonly settings: ArtifactSettings;
  readonly entry: Entry;
  readonly hasIgnoreFile: boolean;
}

export type ContainerCheck = (file: ContainerFile, context: ContainerContext) => readonly Remark[];
