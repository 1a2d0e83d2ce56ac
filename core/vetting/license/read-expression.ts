import exceptionIds from 'spdx-exceptions/index.json' with { type: 'json' };
import parse, { type Info } from 'spdx-expression-parse';
import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import licenseIds from 'spdx-license-ids/index.json' with { type: 'json' };
import { currentLicense } from './current-license.ts';
import type { LicenseTerm } from './license-term.ts';

export type ExpressionReading =
  | { readonly ok: true; readonly term: LicenseTerm }
  /** `why` is a sentence without its subject: `is longer than …`. */
  | { readonly ok: false; readonly why: string };

const longestExpression = 10_000;
const spelling = new Map(
  [...licenseIds, ...deprecatedIds, ...exceptionIds].map((id) => [id.toLowerCase(), id]),
);
const operator = /^(?:AND|OR|WITH)$/i;
const reference = /^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/;
/** Words that stand where a licence should and name none. UNLICENSED is npm's for a work that nobody may use. */
const noLicense: ReadonlyMap<string, string> = new Map([
  ['none', 'says that there is no licence'],
  ['noassertion', 'says that nothing is known of the licence'],
  ['unlicensed', 'says that no licence is granted'],
]);

/** Reads an SPDX licence expression. Case of ids does not count; what is near an id is not taken for it. */
export function readLicenseExpression(text: string): ExpressionReading {
  const trimmed = text.trim();
  const absent = noLicense.get(trimmed.toLowerCase());
  if (absent !== undefined) return { ok: false, why: absent };
  if (trimmed === '') return { ok: false, why: 'is empty' };
  if (trimmed.length > longestExpression) {
    return { ok: false, why: `is longer than ${longestExpression.toLocaleString('en')} characters` };
  }
  if (/^see licen[cs]e in\b/i.test(trimmed))
    return { ok: false, why: 'points at a text that no machine can judge' };
  const words = trimmed.match(/[^\s()+]+|[()+]|\s+/g) ?? [];
  const unknown = words.find((word) => !isKnown(word));
  if (unknown !== undefined)
    return { ok: false, why: `holds ${JSON.stringify(unknown)}, which is no SPDX licence id` };
  const canonical = words
    .map((word) => spelling.get(word.toLowerCase()) ?? word.replace(/\s+/, ' '))
    .join('');
  try {
    return { ok: true, term: toTerm(parse(canonical)) };
  } catch {
    return { ok: false, why: 'is no SPDX licence expression' };
  }
}

function isKnown(word: string): boolean {
  return (
    /^(?:[()+]|\s+)$/.test(word) ||
    operator.test(word) ||
    reference.test(word) ||
    spelling.has(word.toLowerCase())
  );
}

function toTerm(info: Info): LicenseTerm {
  if (!('conjunction' in info)) {
    const exception = 'exception' in info && typeof info.exception === 'string' ? info.exception : undefined;
    return currentLicense(info.license, info.plus === true, exception);
  }
  const { conjunction } = info;
  const operands: Info[] = [];
  let rest: Info = info;
  while ('conjunction' in rest && rest.conjunction === conjunction) {
    operands.push(rest.left);
    rest = rest.right;
  }
  return { kind: conjunction === 'and' ? 'all' : 'any', of: [...operands, rest].map(toTerm) };
}
