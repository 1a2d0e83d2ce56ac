import { afterEach, describe, expect, it, vi } from 'vitest';
import { gitEnvironment, remoteEnvironment } from './git-environment.ts';

afterEach(() => vi.unstubAllEnvs());

describe('when Git runs', () => {
  it('is not pointed elsewhere, and is told of the keyring only', () => {
    vi.stubEnv('GIT_DIR', '/elsewhere');
    vi.stubEnv('GNUPGHOME', '/keyring');
    expect(gitEnvironment()).toMatchObject({ GNUPGHOME: '/keyring' });
    expect(gitEnvironment()).not.toHaveProperty('GIT_DIR');
  });

  it.each(['GIT_SSL_CAINFO', 'SSL_CERT_FILE', 'SSH_AUTH_SOCK', 'HTTPS_PROXY'])(
    'is told of %s when it talks to a remote',
    (name) => {
      vi.stubEnv(name, '/there');
      expect(remoteEnvironment()[name]).toBe('/there');
    },
  );
});
