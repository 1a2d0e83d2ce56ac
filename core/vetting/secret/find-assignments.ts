import { isHarmless, looksDrawn, looksLikeKey, looksLikePassword } from './judge-value.ts';
import { readAssignment } from './read-assignment.ts';
import type { SearchedText, SecretMatch } from './secret-match.ts';
import type { SecretSettings } from './secret-settings.ts';
import { isStandInPassword } from './stand-in-password.ts';

const word =
  /passw(?:or[dt]|d)|passphrase|\bpwd|_pwd|dbpass|_pass\b|\bpass\b|secret|token|api[_-]?key|credential|(?:access|private|signing|encryption|master|account|client|storage|license|service|admin|webhook)[_-]?key|auth|identified by|cookie|session|salt|\bkey\b|_key\b|[a-z]Key\b/gi;
const passwordWord = /passw|passphrase|pwd|pass$|identified/i;
const keyWord =
  /secret|token|api[_-]?key|credential|[_-]key$|(?:access|private|signing|encryption|master|account|client|storage|license|service|admin|webhook)-?key/i;
/** Names of things about a secret, or of values that look drawn by lot and are public. */
const publicName =
  /(?:name|ref|references?|field|label|url|uri|endpoint|path|file|dir|policy|type|kind|length|min|max|size|count|limit|ttl|expir\w*|lifetime|timeout|age|version|format|pattern|regex|header|prefix|suffix|hint|description|title|text|message|placeholder|help|required|enabled|allowed|supported|provider|store|manager|arn|region|scope|audience|issuer|algorithm|alg|method|hash|hashed|digest|checksum|sum|commit|revision|fingerprint|thumbprint|integrity|etag|_?id|ids|index|column|table|selector|rotation|env|var|variable|key_?ref|count|usage|strategy|mode|status|state|class|icon)$|public|certificate|\bcert\b|csrf|xsrf|sha\d|md5|nonce|idempotency|site_?key|publishable|cache|partition|sort_?key|primary_?key|foreign|translation|i18n|tokeniz|max_tokens|keyboard|\bauthors?\b|authori[sz]ation_?code/i;

export type AssignmentSettings = Pick<SecretSettings, 'randomness' | 'exampleWords'>;

/** Values that are assigned to a name such as `password`, `apiKey` or `token`, in code and in configuration. */
export function findAssignments({ name, text }: SearchedText, settings: AssignmentSettings): SecretMatch[] {
  const found: SecretMatch[] = [];
  let lastEnd = -1;
  for (const match of text.matchAll(word)) {
    if (match.index < lastEnd) continue;
    const assignment = readAssignment({ name, text }, match.index, match.index + match[0].length);
    if (assignment === undefined) continue;
    const { key, value, offset } = assignment;
    const judged = judge(key, value, settings);
    if (judged === undefined) continue;
    lastEnd = offset + value.length;
    found.push({ ...judged, secret: value, offset, endOffset: lastEnd });
  }
  return found;
}

/** What a value is by the name that it is given; undefined when it is no secret. */
export function judge(
  key: string,
  value: string,
  { randomness, exampleWords }: AssignmentSettings,
): Pick<SecretMatch, 'rule' | 'what'> | undefined {
  if (value.length < 6 || publicName.test(key) || isHarmless(value, exampleWords)) return undefined;
  if (passwordWord.test(key)) {
    return looksLikePassword(value) && !isStandInPassword(value)
      ? { rule: 'secret/password', what: `A password in ${shown(key)}` }
      : undefined;
  }
  if (keyWord.test(key) && looksLikeKey(value, randomness)) {
    return { rule: 'secret/token', what: `A secret in ${shown(key)}` };
  }
  return looksDrawn(value, randomness)
    ? { rule: 'secret/random-value', what: `A random value in ${shown(key)}` }
    : undefined;
}

function shown(key: string): string {
  return key.slice(0, 40);
}
