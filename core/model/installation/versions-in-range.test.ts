import { describe, expect, it } from 'vitest';
import { versionsInRange } from './versions-in-range.ts';

describe('when versions of a range are looked for', () => {
  it.each([
    ['the newest first', '^1.2.0', ['1.2.0', '1.10.0', '1.9.0', '2.0.0'], ['1.10.0', '1.9.0', '1.2.0']],
    ['no pre-release beside a release', '^1.2.0', ['1.2.0', '1.3.0-rc.1'], ['1.2.0']],
    [
      'pre-releases where there is nothing else',
      '^1.2.0',
      ['1.3.0-rc.1', '1.3.0-rc.2'],
      ['1.3.0-rc.2', '1.3.0-rc.1'],
    ],
    ['a pre-release that the range names', '1.3.0-rc.1', ['1.2.0', '1.3.0-rc.1'], ['1.3.0-rc.1']],
    ['nothing', '^3.0.0', ['1.2.0', '2.0.0'], []],
    ['nothing of nothing', '*', [], []],
  ])('gives %s', (_name, range, offered, expected) => {
    const versions = versionsInRange(
      range,
      offered.map((version) => ({ version })),
    );
    expect(versions.map(({ version }) => version)).toEqual(expected);
  });
});
