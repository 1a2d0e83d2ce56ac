/** What is known of an instance: what it was made to be, and how it does. */
export interface InstallationState {
  /** What runs, or ran until it was suspended; undefined before anything does. */
  readonly running: RunningVersion | undefined;
  readonly phase: 'absent' | 'running' | 'suspended';
  /** What it could do when it began: whoever installs it agrees to that. */
  readonly agreed: readonly string[];
  readonly health: 'unknown' | 'healthy' | 'unhealthy';
  /** Since when it has had that health. */
  readonly healthSince: Date;
  /** The version that was healthy last, with the settings of now. */
  readonly lastHealthy: string | undefined;
  /** Versions that were left because they were not healthy with these settings. */
  readonly rejected: readonly string[];
  /** Whether the world differs from what it was made to be. */
  readonly drifted: boolean;
}

export interface RunningVersion {
  readonly version: string;
  /** As in `DesiredInstallation`. */
  readonly settings: string;
}
