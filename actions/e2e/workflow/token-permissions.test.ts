import { describe, expect, it } from 'vitest';
import { tokenPermissions } from './token-permissions.ts';

describe('when the token of a job is made', () => {
  it.each([
    [
      'what is stated',
      { 'pull-requests': 'write', contents: 'read', checks: 'none' },
      false,
      { pull_requests: 'write', contents: 'read' },
    ],
    ['nothing where nothing is granted', {}, false, {}],
    ['little where nothing is said', undefined, false, { contents: 'read', packages: 'read' }],
    ['only reading for a fork', { checks: 'write' }, true, { checks: 'read' }],
  ])('returns %s', (_name, stated, restricted, permissions) => {
    expect(tokenPermissions(stated, restricted)).toEqual(permissions);
  });

  it('refuses all at once', () => {
    expect(() => tokenPermissions('write-all', false)).toThrow('one by one');
  });
});
