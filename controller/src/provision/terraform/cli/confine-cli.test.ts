import { describe, expect, it } from 'vitest';
import { type ConfineCliOptions, confineCli } from './confine-cli.ts';

const confined = (parts: Partial<ConfineCliOptions> = {}) =>
  confineCli({
    walls: { confinement: 'bubblewrap', hasProc: true },
    ...{ command: '/usr/local/bin/tofu', args: ['plan'], work: '/data/crm/work', memory: '/dev/shm/p' },
    ...{ readable: ['/run/token'], hostname: 'souk-1', variables: { AWS_REGION: 'eu' } },
    pluginCache: { path: '/cache', writable: false },
    ...parts,
  });
const bound = (args: readonly string[]) => args.flatMap((arg, i) => (arg === '--bind' ? [args[i + 1]] : []));

describe('when the CLI is walled in', () => {
  it('may write to its work folder and to memory alone', () => {
    expect(bound(confined().args)).toEqual(['/data/crm/work', '/dev/shm/p']);
    expect(bound(confined({ pluginCache: { path: '/cache', writable: true } }).args)).toContain('/cache');
  });

  it('ends with us, walls or not', () => {
    for (const confinement of ['bubblewrap', 'limits-only'] as const) {
      const { tool, args } = confined({ walls: { confinement, hasProc: true } });
      expect([tool, ...args.slice(0, 2)]).toEqual(['setpriv', '--pdeathsig', 'KILL']);
    }
  });

  it('has nothing of our environment', () => {
    expect(Object.keys(confined().env).toSorted()).toEqual(['AWS_REGION', 'HOME', 'PATH']);
  });
});
