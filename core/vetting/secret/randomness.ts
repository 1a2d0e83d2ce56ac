import type { SecretSettings } from './secret-settings.ts';

/** Pairs of letters that make up most of English text and of names in code, and an eighth of random letters. */
const commonPairs = new Set(
  (
    'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ' +
    'ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so ' +
    'rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ' +
    'ig tu ev ld ry mp fe bl ab gh ty op wo sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc bu ei ov by rm ep tt ' +
    'oc fa ef cu rn sc gi da yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ru ug ds lt pi rc rr eg au'
  ).split(' '),
);
const smallestSample = 6;
const wordyShare = 0.55;

/** Bits of Shannon entropy a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Whether the letters of a text follow each other as in words: a name in code rather than a drawn value. */
export function isWordy(text: string): boolean {
  const words = text.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? [];
  let pairs = 0;
  let common = 0;
  for (const word of words) {
    const lower = word.toLowerCase();
    for (let at = 0; at + 1 < lower.length; at += 1) {
      pairs += 1;
      if (commonPairs.has(lower.slice(at, at + 2))) common += 1;
    }
  }
  return pairs >= smallestSample && common / pairs >= wordyShare;
}

/** Whether a value looks drawn by lot: a key or a token, not a name, a number or a word. */
export function isRandom(
  value: string,
  { minLength, hexBits, base64Bits }: SecretSettings['randomness'],
): boolean {
  if (value.length < minLength || !/^[\w+/=.~:!@#$%^&*-]+$/.test(value)) return false;
  if (!/\d/.test(value) && value.length < 40) return false;
  if (!/[A-Za-z]/.test(value)) return false;
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(value)) return entropyOf(value) >= hexBits;
  return !isWordy(value) && entropyOf(value) >= scaled(base64Bits, value.length);
}

/** A short text cannot show the entropy of its source: `n` characters hold at most `log2(n)` bits each. */
function scaled(bits: number, length: number): number {
  return Math.min(bits, Math.log2(length) * 0.85);
}
