import type { Finding } from './finding.ts';

/** Where a secret stands in a file: offsets in UTF-16 code units, the end exclusive. */
export interface SecretPlace {
  readonly path: string;
  readonly offset: number;
  readonly endOffset: number;
}

/** Shorter values stand in too many harmless words to be blotted out wherever they turn up. */
const SHORTEST = 6;

/**
 * Blots secrets out of texts: where they were found, and wherever else the same value stands. As long as before and with
 * the same line breaks, so that lines and columns still fit.
 *
 * @param textOf the text of each file that a secret stands in
 */
export function createBlotter(
  secrets: readonly SecretPlace[],
  textOf: (path: string) => string,
): (text: string) => string {
  const values = new Set(secrets.flatMap((secret) => secretLines(secret, textOf)));
  if (values.size === 0) return (text) => text;
  const ordered = [...values].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((rest, value) => rest.replaceAll(value, '*'.repeat(value.length)), text);
}

/** A finding whose words give no secret away, nor does the name of its file. */
export function blotFinding(finding: Finding, blot: (text: string) => string): Finding {
  const { fix, ...rest } = finding;
  const { message, help, about, location } = rest;
  // A mend that shows a secret, or is no longer the text it was, is not offered.
  const isHarmless = fix !== undefined && blot(fix.text) === fix.text && blot(fix.label) === fix.label;
  return {
    ...rest,
    ...(isHarmless ? { fix } : {}),
    message: blot(message),
    help: blot(help),
    ...(about === undefined ? {} : { about: blot(about) }),
    location: { ...location, path: blot(location.path) },
  };
}

/** A secret over several lines is one line after another, which are excerpts of their own. */
function secretLines({ path, offset, endOffset }: SecretPlace, textOf: (path: string) => string): string[] {
  return textOf(path)
    .slice(offset, endOffset)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.length >= SHORTEST);
}
