import type { Level } from '@souk/model/finding/finding.ts';

/** What is asked of the files that build, deploy and operate an entry. */
export interface ArtifactSettings {
  /** Files larger than this are refused unread. */
  readonly maxBytes: number;
  /** Levels that differ from those of the rules, by rule id; `off` silences a rule. */
  readonly levels: Readonly<Record<string, Exclude<Level, 'error'> | 'off'>>;
  /** Where images may come from: a registry, or a registry and the start of a path. */
  readonly registries: readonly string[];
  readonly container: ContainerSettings;
  readonly runbook: RunbookSettings;
  readonly workflow: WorkflowSettings;
}

export interface ContainerSettings {
  /** Base images that are known to run without root: an image, or the start of its path with a `/` at the end. */
  readonly rootlessImages: readonly string[];
}

export interface RunbookSettings {
  readonly sections: readonly RunbookSection[];
  /** Fewest words that count as an answer. */
  readonly minWords: number;
  /** Words that stand where an answer is still to come. */
  readonly placeholders: readonly string[];
}

export interface RunbookSection {
  readonly name: string;
  /** Phrases, any of which in a heading makes it this section. */
  readonly headings: readonly string[];
}

export interface WorkflowSettings {
  /** Owners whose actions may be named by tag. */
  readonly trustedOwners: readonly string[];
}
