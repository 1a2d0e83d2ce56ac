import { wholeFile } from '@souk/model/finding/draft-finding.ts';
import type { VettedFile, VettingFinding } from '../vetted-entry.ts';
import { describeSecret, fingerprintOf } from './describe-secret.ts';
import type { FileSearch } from './search-file.ts';
import type { SecretMatch } from './secret-match.ts';
import type { SecretSettings } from './secret-settings.ts';

/** More in one file is a dump, and a list of them helps nobody. */
const mostInOneFile = 100;
const nameOfText =
  /(?:\.(?:ya?ml|json|env|toml|ini|conf|cfg|properties|md|txt|xml|html?|[cm]?[jt]sx?|py|go|java|rb|sh|tf|tfvars|sql|csv|pem|key)|(?:^|\/)(?:Dockerfile|\.env[\w.-]*|\.npmrc|\.netrc|Makefile))$/i;

const notText: VettingFinding = {
  rule: 'secret/not-text',
  message: 'The name of the file says that it is text, but it holds NUL characters.',
  help: 'Save it as UTF-8 text, or give it a name that says what it is.',
  place: wholeFile,
};

/** What there is to say about one file; never a secret in clear. */
export function draftSecretFindings(
  { name, bytes }: VettedFile,
  search: FileSearch,
  { maxFileBytes }: SecretSettings,
): VettingFinding[] {
  switch (search.kind) {
    case 'too-large':
      return [
        {
          rule: 'secret/file-size',
          message: `The file has ${bytes.byteLength.toLocaleString('en')} bytes; files of at most ${maxFileBytes.toLocaleString('en')} are searched for secrets.`,
          help: 'Split the file, or keep it where large files belong and name its address.',
          place: wholeFile,
        },
      ];
    case 'binary':
      return [...(nameOfText.test(name) ? [notText] : []), ...draftMatches(search.matches)];
    case 'searched':
      return draftMatches(search.matches);
  }
}

/** Secrets in the name of a file, which every listing shows. */
export function draftNameFindings(matches: readonly SecretMatch[]): VettingFinding[] {
  return matches.map((match) => ({
    ...draftMatch(match),
    message: `${match.what} stands in the name of the file (${describeSecret(match)}).`,
    place: wholeFile,
  }));
}

function draftMatches(matches: readonly SecretMatch[]): VettingFinding[] {
  const drafts = matches.slice(0, mostInOneFile).map(draftMatch);
  const rest = matches.length - drafts.length;
  if (rest === 0) return drafts;
  return [
    ...drafts,
    {
      rule: 'secret/too-many',
      message: `The file holds ${rest.toLocaleString('en')} more secrets than the ${mostInOneFile} that are listed.`,
      help: 'Mend the listed ones first, or remove the file.',
      place: wholeFile,
    },
  ];
}

function draftMatch(match: SecretMatch): VettingFinding {
  const fingerprint = fingerprintOf(match);
  return {
    rule: match.rule,
    message: `${match.what} stands in the file (${describeSecret(match)}).`,
    help: `Replace it at its service, for it is known to all who can read the repository; declare its name under secrets in the manifest and read it at run time. If it is none, ask for fingerprint ${fingerprint} to be allowed.`,
    place: { offset: match.offset, endOffset: match.endOffset },
    about: fingerprint,
  };
}
