import major from 'semver/functions/major.js';
import minor from 'semver/functions/minor.js';
import valid from 'semver/functions/valid.js';

/** The version of something before and after a change. */
export interface VersionStep {
  /** What has the version, as a sentence names it. */
  readonly of: string;
  readonly before: string;
  readonly after: string;
}

/** Undefined where a version is missing or no semantic version. */
export function versionStep(
  of: string,
  before: string | undefined,
  after: string | undefined,
): VersionStep | undefined {
  return before === undefined || after === undefined || valid(before) === null || valid(after) === null
    ? undefined
    : { of, before, after };
}

/** Whether the step announces a break. Before 1.0.0 the second number does, as ranges with a caret take it. */
export function announcesBreak({ before, after }: VersionStep): boolean {
  if (major(after) !== major(before)) return major(after) > major(before);
  return major(after) === 0 && minor(after) > minor(before);
}

/** Whether the step announces an addition. */
export function announcesAddition(step: VersionStep): boolean {
  const { before, after } = step;
  return announcesBreak(step) || (major(after) === major(before) && minor(after) > minor(before));
}

/** The lowest version that announces a break. */
export function breakingVersion({ before }: VersionStep): string {
  return major(before) === 0 ? `0.${minor(before) + 1}.0` : `${major(before) + 1}.0.0`;
}

/** The lowest version that announces an addition. */
export function additionVersion({ before }: VersionStep): string {
  return `${major(before)}.${minor(before) + 1}.0`;
}
