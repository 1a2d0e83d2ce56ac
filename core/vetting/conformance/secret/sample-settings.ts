import type { SecretSettings } from '../../secret/secret-settings.ts';

/** As the repository ships them. */
export function secretSettings(changes: Partial<SecretSettings> = {}): SecretSettings {
  return {
    maxFileBytes: 5_000_000,
    randomness: { minLength: 20, hexBits: 3, base64Bits: 4 },
    exampleWords: [
      ...[
        'example',
        'sample',
        'placeholder',
        'changeme',
        'change-me',
        'change_me',
        'replaceme',
        'replace-me',
      ],
      ...[
        'replace_me',
        'your-',
        'your_',
        'yourpass',
        'yourtoken',
        'yourapi',
        'yoursecret',
        'mypassword',
        'my-secret',
      ],
      ...[
        'my_secret',
        'mysecret',
        'dummy',
        'fake',
        'redacted',
        'hidden',
        'masked',
        'secret-here',
        'goes-here',
      ],
      ...['insert-', 'insert_', 'foobar', 'lorem', 'test-only', 'not-a-real', 'notreal', 'todo', 'fixme'],
    ],
    allowed: [],
    ...changes,
  };
}
