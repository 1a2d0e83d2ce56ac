import { entries, get, type PlacedValue, scalarText } from '../yaml/placed-value.ts';
import { findExpressions } from './find-expressions.ts';

/** The variables that one `env` sets. */
export interface Scope {
  readonly variables: readonly (readonly [name: string, value: PlacedValue])[];
  /** Names of those that hold a secret. */
  readonly secrets: ReadonlySet<string>;
}

export function readScope(owner: PlacedValue): Scope {
  const variables = entries(get(owner, 'env'));
  const secrets = variables
    .filter(([, value]) => findExpressions(scalarText(value) ?? '').some(({ code }) => isSecret(code)))
    .map(([name]) => name);
  return { variables, secrets: new Set(secrets) };
}

/** Whether an expression yields a secret. */
export function isSecret(code: string): boolean {
  return /\bsecrets\s*[.[]|\btoJSON\s*\(\s*secrets\b|\bgithub\.token\b/i.test(code);
}
