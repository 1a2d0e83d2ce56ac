import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { evaluateToken, type Scope } from './evaluate-token.ts';

/** Values by name, as texts. */
export type Texts = Readonly<Record<string, string>>;

/** A mapping as texts, the way that inputs and variables of the environment are handed on. */
export function textsOf(token: TemplateToken | undefined, scope: Scope): Texts {
  const values = token === undefined ? {} : (evaluateToken(token, scope) ?? {});
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
}

/** A value as an expression makes a text of it. */
export function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
