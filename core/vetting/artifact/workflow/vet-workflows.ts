import type { VettedEntry } from '../../vetted-entry.ts';
import type { ArtifactSettings } from '../artifact-settings.ts';
import { type Linted, lintFiles } from '../linted.ts';
import { isWorkflowFile, lintWorkflowFile, type WorkflowEvidence } from './lint-workflow-file.ts';

export function vetWorkflows(vetted: VettedEntry, settings: ArtifactSettings): Linted<WorkflowEvidence> {
  return lintFiles(vetted, isWorkflowFile, settings.maxBytes, 'workflow/unreadable', (name, text) =>
    lintWorkflowFile(name, text, settings.workflow),
  );
}
