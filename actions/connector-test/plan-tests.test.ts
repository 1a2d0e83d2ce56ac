import { describe, expect, it } from 'vitest';
import { formatCall, planTests } from './plan-tests.ts';

const ci = 'npm ci --ignore-scripts --no-audit --no-fund';

describe('when the tests of a connector are looked for', () => {
  it.each<[title: string, paths: string[], manifest: string | undefined, calls: string[]]>([
    ['none', ['manifest.yaml', 'src/main.mjs'], undefined, []],
    ['files for Node', ['test/b.mjs', 'test/sub/a.ts'], undefined, ['node --test test/b.mjs test/sub/a.ts']],
    ['files that only look so', ['test/data.json', 'latest/a.mjs', 'src/test/a.mjs'], undefined, []],
    ['a script', ['package.json', 'test/a.mjs'], '{"scripts":{"test":"vitest"}}', ['npm test']],
    [
      'an empty script',
      ['package.json', 'test/a.mjs'],
      '{"scripts":{"test":" "}}',
      ['node --test test/a.mjs'],
    ],
    ['a package that is none', ['package.json'], '{', ['npm test']],
    ['a package that is null', ['package.json', 'test/a.js'], 'null', ['node --test test/a.js']],
    ['a lockfile', ['package-lock.json', 'test/a.mjs'], '{}', [ci, 'node --test test/a.mjs']],
    ['Go', ['go.mod', 'sync/sync_test.go'], undefined, ['go test ./...']],
    ['Python', ['tests/test_sync.py'], undefined, ['python3 -m unittest discover --start tests']],
    ['a file of Python without tests', ['tests/data.py'], undefined, []],
    ['two languages', ['test/a.mjs', 'x_test.go'], undefined, ['node --test test/a.mjs', 'go test ./...']],
  ])('returns how they are run: %s', (_title, paths, manifest, calls) => {
    const plans = planTests(paths, manifest);
    expect(
      plans.flatMap(({ install, test }) => [...(install ? [install] : []), test]).map(formatCall),
    ).toEqual(calls);
  });
});
