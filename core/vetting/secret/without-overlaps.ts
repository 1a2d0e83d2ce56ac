import type { SecretMatch, SecretRule } from './secret-match.ts';

/** The most telling first. */
const precedence: readonly SecretRule[] = [
  'secret/private-key',
  'secret/cloud-key',
  'secret/connection-string',
  'secret/token',
  'secret/password',
  'secret/random-value',
];

/**
 * In order of place, one for each secret: several rules may know the same one. What is kept spans all that it stands
 * for, so that masking it masks them all.
 */
export function withoutOverlaps(matches: readonly SecretMatch[]): SecretMatch[] {
  const ordered = [...matches].sort((a, b) => a.offset - b.offset || b.endOffset - a.endOffset);
  const groups: { readonly members: SecretMatch[]; endOffset: number }[] = [];
  for (const match of ordered) {
    const last = groups.at(-1);
    if (last !== undefined && match.offset < last.endOffset) {
      last.members.push(match);
      last.endOffset = Math.max(last.endOffset, match.endOffset);
    } else {
      groups.push({ members: [match], endOffset: match.endOffset });
    }
  }
  return groups.flatMap(({ members, endOffset }) => {
    const offset = members[0]?.offset ?? 0;
    return distinct(members).map((match) => ({ ...match, offset, endOffset }));
  });
}

function distinct(members: readonly SecretMatch[]): SecretMatch[] {
  const ranked = [...members].sort((a, b) => precedence.indexOf(a.rule) - precedence.indexOf(b.rule));
  return ranked.filter((match, at) => !ranked.slice(0, at).some((better) => isSame(better, match)));
}

/** Two secrets that one run of base64 wraps share their place and are still two. */
function isSame(a: SecretMatch, b: SecretMatch): boolean {
  const isInner = a.wrapped === true && b.wrapped === true;
  return !isInner || a.secret.includes(b.secret) || b.secret.includes(a.secret);
}
