import type { GitError } from '@souk/git/git-error.ts';
import type { RepositoryAddress } from './repository-address.ts';
import { SourceError, type SourceErrorCode } from './source-error.ts';

/** What Git says of a remote, the more certain first. */
const signs: readonly (readonly [RegExp, SourceErrorCode])[] = [
  [
    /authentication failed|could not read (username|password)|returned error: 40[13]|permission denied|host key verification failed|dubious ownership|access denied/i,
    'not-authorised',
  ],
  [/operation too slow|timed out|timeout/i, 'hanging'],
  [
    /repository .*not found|does not appear to be a git repository|returned error: 404|repository .*does not exist/i,
    'missing',
  ],
  [
    /is this a git repository|invalid|protocol error|bad line length|bad band|index-pack|unpack-objects|fsck error|early eof|unexpected|did not send all necessary objects|corrupt|unable to update url base/i,
    'garbage',
  ],
];

const sentences: Readonly<Record<SourceErrorCode, string>> = {
  missing: 'There is no repository, or none that may be seen.',
  'no-branch': 'The branch is not there.',
  unreachable: 'It can not be reached.',
  hanging: 'It does not answer in time.',
  'not-authorised': 'It lets nobody in with what it was given.',
  garbage: 'What it answered is of no use.',
  shallow: 'It is a shallow clone; run `git fetch --unshallow` there.',
  'mirror-broken': 'The mirror of it was damaged.',
  'not-accepted': 'No commit of it is accepted.',
};

/** Makes of a failed command what it means for the source, in words that hold no credentials. */
export function explainFailedFetch(
  error: GitError,
  { shown, secrets, credentialsAt = 'SOUK_REPO_TOKEN' }: RepositoryAddress,
): SourceError {
  const code = codeOf(error);
  const detail = readable(error.message, secrets);
  const hint = code === 'not-authorised' ? ` See ${credentialsAt}.` : '';
  return new SourceError(code, `${shown}: ${sentences[code]}${hint} (${detail})`);
}

function codeOf({ code, message }: GitError): SourceErrorCode {
  if (code === 'timed-out') return 'hanging';
  if (code === 'unknown-revision') return 'no-branch';
  if (code === 'cut-off') return 'shallow';
  return signs.find(([sign]) => sign.test(message))?.[1] ?? 'unreachable';
}

const LONGEST = 300;

/** What others wrote, as one short line of plain characters without any secret. */
function readable(text: string, secrets: readonly string[]): string {
  const safe = secrets.reduce(
    (rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '***')),
    text,
  );
  const line = safe.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
