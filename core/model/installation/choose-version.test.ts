import { describe, expect, it } from 'vitest';
import { chooseVersion } from './choose-version.ts';

describe('when a version of a range is chosen', () => {
  it.each([
    ['the newest', '^1.2.0', ['1.2.0', '1.10.0', '1.9.0', '2.0.0'], '1.10.0'],
    ['no pre-release beside a release', '^1.2.0', ['1.2.0', '1.3.0-rc.1'], '1.2.0'],
    ['a pre-release where there is nothing else', '^1.2.0', ['1.3.0-rc.1', '1.3.0-rc.2'], '1.3.0-rc.2'],
    ['a pre-release that the range names', '1.3.0-rc.1', ['1.2.0', '1.3.0-rc.1'], '1.3.0-rc.1'],
    ['nothing', '^3.0.0', ['1.2.0', '2.0.0'], undefined],
    ['nothing of nothing', '*', [], undefined],
  ])('takes %s', (_name, range, offered, version) => {
    expect(chooseVersion(range, offered)).toBe(version);
  });
});
