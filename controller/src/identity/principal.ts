import type { EntityKey } from '@souk/model/manifest/manifest.ts';

/** An installation as those whom it calls know it. */
export interface Principal {
  readonly installation: string;
  readonly app: EntityKey;
  /** The version that runs. */
  readonly version: string;
  readonly team: string;
  readonly environment: string;
  /** All that it may be given: what its version asks for and the team has agreed to, sorted. */
  readonly scopes: readonly string[];
  /** When it ends, as far as that is known. */
  readonly endsAt: Date | undefined;
  /** Tokens from before that count no more. */
  readonly revokedSince: Date | undefined;
}

/** The `sub` of its tokens. */
export function subjectOf(installation: string): string {
  return `souk:installation:${installation}`;
}

/** @returns undefined for a subject that is no installation */
export function installationOf(subject: string): string | undefined {
  return /^souk:installation:(?<id>[a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(subject)?.groups?.['id'];
}
