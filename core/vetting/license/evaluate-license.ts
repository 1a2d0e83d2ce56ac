import type { LicensePolicy } from './license-settings.ts';
import { formatLicense, type LicenseTerm } from './license-term.ts';
import { type LicenseOutcome, matchPolicy } from './match-policy.ts';
import { readLicenseExpression } from './read-expression.ts';

export interface LicenseEvaluation {
  readonly outcome: LicenseOutcome;
  /** What decided, each a clause such as `GPL-3.0-only is denied`; at most ten. */
  readonly because: readonly string[];
  /** What to choose where the expression leaves a choice. */
  readonly chosen?: string;
}

interface Weighed {
  readonly outcome: LicenseOutcome;
  readonly chosen: string;
  readonly isChoice: boolean;
  readonly because: readonly string[];
}

/** From the best: a choice takes the best of its licences, a sum the worst. */
const ranks: Readonly<Record<LicenseOutcome, number>> = { allowed: 0, review: 1, unknown: 2, denied: 3 };
const words: Readonly<Record<LicenseOutcome, string>> = {
  allowed: 'is allowed',
  review: 'needs a review',
  unknown: 'is on no list',
  denied: 'is denied',
};
const mostReasons = 10;

/** What a policy says of an SPDX licence expression; in time linear in its length. */
export function evaluateLicense(expression: string, policy: LicensePolicy): LicenseEvaluation {
  const reading = readLicenseExpression(expression);
  if (!reading.ok)
    return { outcome: 'unknown', because: [`${JSON.stringify(expression.slice(0, 100))} ${reading.why}`] };
  const { outcome, because, chosen, isChoice } = weigh(reading.term, policy);
  return { outcome, because, ...(isChoice && ranks[outcome] <= ranks.review ? { chosen } : {}) };
}

function weigh(term: LicenseTerm, policy: LicensePolicy): Weighed {
  if (term.kind === 'license') {
    const outcome = matchPolicy(term, policy);
    const name = formatLicense(term);
    return { outcome, chosen: name, isChoice: false, because: [`${name} ${words[outcome]}`] };
  }
  const parts = term.of.map((part) => weigh(part, policy));
  return term.kind === 'any' ? weighChoice(parts) : weighSum(parts);
}

function weighChoice(parts: readonly Weighed[]): Weighed {
  const best = parts.reduce((a, b) => (ranks[b.outcome] < ranks[a.outcome] ? b : a));
  return {
    ...best,
    isChoice: true,
    because: best.outcome === 'allowed' ? best.because : joinReasons(parts),
  };
}

function weighSum(parts: readonly Weighed[]): Weighed {
  const worst = Math.max(...parts.map(({ outcome }) => ranks[outcome]));
  const deciding = parts.filter(({ outcome }) => ranks[outcome] === worst);
  return {
    outcome: deciding[0]?.outcome ?? 'unknown',
    chosen: parts.map(({ chosen }) => chosen).join(' AND '),
    isChoice: parts.some(({ isChoice }) => isChoice),
    because: joinReasons(deciding),
  };
}

function joinReasons(parts: readonly Weighed[]): string[] {
  const reasons = new Set<string>();
  for (const reason of parts.flatMap(({ because }) => because)) {
    if (reasons.size < mostReasons) reasons.add(reason);
  }
  return [...reasons];
}
