import { posix } from 'node:path';
import type { VettedEntry } from '../../vetted-entry.ts';
import type { ArtifactSettings } from '../artifact-settings.ts';
import { type Linted, lintFiles } from '../linted.ts';
import { type ContainerEvidence, isContainerFile, lintContainerFile } from './lint-container-file.ts';

export function vetContainers(vetted: VettedEntry, settings: ArtifactSettings): Linted<ContainerEvidence> {
  const { entry, files } = vetted;
  const hasIgnoreFile = (name: string): boolean =>
    [`${name}.dockerignore`, posix.join(posix.dirname(name), '.dockerignore'), '.dockerignore'].some((path) =>
      files.has(path),
    );
  return lintFiles(vetted, isContainerFile, settings.maxBytes, 'container/unreadable', (name, text) =>
    lintContainerFile(name, text, { settings, entry, hasIgnoreFile: hasIgnoreFile(name) }),
  );
}
