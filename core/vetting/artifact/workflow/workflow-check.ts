import type { WorkflowSettings } from '../artifact-settings.ts';
import type { Remark } from '../remark.ts';
import type { WorkflowFile } from './workflow-file.ts';

export type WorkflowCheck = (file: WorkflowFile, settings: WorkflowSettings) => readonly Remark[];
