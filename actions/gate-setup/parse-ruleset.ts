import type { Rule, Ruleset } from './ruleset.ts';
import { SetupError } from './setup-error.ts';

/**
 * Takes a ruleset from JSON, whether written or answered by the API. Fields that nobody relies upon are left out.
 *
 * @param source where it comes from, for messages
 * @throws {SetupError}
 */
export function parseRuleset(value: unknown, source: string): Ruleset {
  const fields = expectFields(value, source);
  const { name, target, enforcement, bypass_actors, conditions, rules } = fields;
  return {
    name: expectText(name, `name of ${source}`),
    target: expectText(target, `target of ${source}`),
    enforcement: expectText(enforcement, `enforcement of ${source}`),
    bypass_actors:
      bypass_actors === undefined ? undefined : expectList(bypass_actors, `bypass_actors of ${source}`),
    conditions,
    rules: expectList(rules, `rules of ${source}`).map((rule) => parseRule(rule, source)),
  };
}

function parseRule(value: unknown, source: string): Rule {
  const { type, parameters } = expectFields(value, `a rule of ${source}`);
  const named = { type: expectText(type, `type of a rule of ${source}`) };
  if (parameters === undefined) return named;
  return { ...named, parameters: expectFields(parameters, `parameters of ${named.type} in ${source}`) };
}

function expectFields(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw unexpected(what, 'an object', value);
}

function expectList(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw unexpected(what, 'a list', value);
}

function expectText(value: unknown, what: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw unexpected(what, 'a text', value);
}

function unexpected(what: string, expected: string, value: unknown): SetupError {
  return new SetupError(`${what}: expected ${expected}, found ${JSON.stringify(value) ?? 'nothing'}.`);
}
