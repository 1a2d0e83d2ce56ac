import { stageOf } from '@souk/model/manifest/manifest.ts';
import type { VettedEntry } from '../../vetted-entry.ts';
import type { ArtifactSettings } from '../artifact-settings.ts';
import { type Linted, lintFiles } from '../linted.ts';
import { lintRunbook, type RunbookEvidence } from './lint-runbook.ts';

/** The runbook that the manifest names, where it is a file of the entry. Of what is retired, nothing runs any more. */
export function vetRunbook(vetted: VettedEntry, settings: ArtifactSettings): Linted<RunbookEvidence> {
  const { entry } = vetted;
  const named = stageOf(entry) === 'retired' ? undefined : entry.support?.runbook?.replace(/^\.\//, '');
  const files = new Set([...vetted.files.keys(), 'manifest.yaml']);
  return lintFiles(
    vetted,
    (name) => name === named,
    settings.maxBytes,
    'runbook/unreadable',
    (name, text) => lintRunbook(name, text, files, settings.runbook),
  );
}
