import { describe, expect, it } from 'vitest';
import { checkVersion } from './check-version.ts';

describe('when a server is new enough', () => {
  it.each(['14.0', '14beta1', '15.14 (Debian 15.14-0+deb12u1)', '100.1'])('accepts %s', (version) => {
    expect(() => checkVersion(version)).not.toThrow();
  });
});

describe('when a server is too old', () => {
  it.each(['13.22', '9.6.24', ''])('refuses "%s" in one line', (version) => {
    expect(() => checkVersion(version)).toThrow(
      expect.objectContaining({
        code: 'too-old',
        message: `The database runs on PostgreSQL ${version}; Souk needs 14 or newer: update the server, or name another one in SOUK_DATABASE_URL.`,
      }),
    );
  });
});
