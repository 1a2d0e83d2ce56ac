import { type BuiltInRule, deny } from '../rule-table.ts';

export const secretRules = {
  'secret/private-key': deny(
    'Private keys stay out of the repository',
    'Whoever holds the key can sign, decrypt or log in as its owner, and Git keeps it for ever.',
  ),
  'secret/cloud-key': deny(
    'Keys of clouds stay out of the repository',
    'A key in a repository is found within minutes, and it opens whatever its account may do.',
  ),
  'secret/token': deny(
    'Tokens and API keys stay out of the repository',
    'A token acts in the name of its owner until somebody revokes it.',
  ),
  'secret/connection-string': deny(
    'Addresses of databases and services hold no password',
    'An address is copied, logged and shown; a password in it goes along.',
  ),
  'secret/password': deny(
    'Passwords stay out of the repository',
    'All who can read the repository can use it, and it cannot be changed without a change of code.',
  ),
  'secret/random-value': deny(
    'Values that look like keys are declared as secrets',
    'A long random value beside a word such as key or session is nearly always a credential of a service that has no form of its own.',
  ),
  'secret/file-size': deny(
    'Files are small enough to be searched for secrets',
    'A file that nobody searches is where a dump with credentials goes unseen.',
  ),
  'secret/not-text': deny(
    'A file with the name of a text holds text',
    'Files that hold no text are not searched; a NUL character in a settings file would hide what it holds.',
  ),
  'secret/too-many': deny(
    'A file with very many secrets is mended as a whole',
    'A report lists so many findings that people can work on; the rest must not count as absent.',
  ),
} as const satisfies Record<string, BuiltInRule>;
