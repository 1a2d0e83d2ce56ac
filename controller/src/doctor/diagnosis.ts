import type { Config } from '../config/config.ts';

/**
 * - `pass`: as it should be
 * - `warn`: it works, but somebody should look at it
 * - `fail`: Souk can not do its work like this
 * - `skip`: not set up, so there is nothing to look at
 */
export type DiagnosisStatus = 'pass' | 'warn' | 'fail' | 'skip';

/** One line of the checklist. */
export interface Diagnosis {
  readonly name: string;
  readonly status: DiagnosisStatus;
  /** What was found; holds no credentials. */
  readonly found: string;
  /** How to mend it. */
  readonly advice?: string;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Patient extends Surroundings {
  readonly config: Config;
  /** Address of a controller to look at; worked out of the settings when undefined. */
  readonly url: string | undefined;
  readonly now: () => Date;
}

/** Looks at one thing without changing it. A rejection counts as a failure of what was looked at. */
export interface Check<P extends Surroundings = Patient> {
  /** What it looks at, for the line that says that it could not. */
  readonly name: string;
  look(patient: P): Promise<readonly Diagnosis[]>;
}
