import { readFileSync } from 'node:fs';
import { parsePointer } from '@souk/model/finding/json-pointer.ts';
import { createLocator } from '@souk/model/finding/locate.ts';
import { inputOf, type RecordedCases } from '@souk/policies/build/recorded-cases.ts';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';

/** Stands nowhere in the recorded cases, and needs no quotes. */
const SIGN = 'Q7JWX2';

const recorded = JSON.parse(
  readFileSync(new URL('../../policies/bundle/cases.json', import.meta.url), 'utf8'),
) as RecordedCases;

interface Style {
  readonly write: (value: unknown) => string;
  /** How far before the sign the place is: of a list on lines it is the dash of its first item. */
  readonly shift: (kind: Target['kind']) => number;
}

const styles: Readonly<Record<string, Style>> = {
  'YAML on lines': {
    write: (value) => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }),
    shift: (kind) => (kind === 'first item' ? '- '.length : 0),
  },
  JSON: { write: (value) => JSON.stringify(value, undefined, 2), shift: () => '"'.length },
};

/** Where the sign goes: in place of a value, of a key, or of what a list or mapping on lines begins with. */
interface Target {
  readonly kind: 'value' | 'key' | 'first item';
  readonly path: readonly string[];
}

/**
 * The place of a pointer as people would look for it: the text is written once more with a sign at that place, and the
 * sign is searched for. Everything before it is the same in both.
 */
function findPlace(entity: unknown, pointer: string, style: Style, inBlocks: boolean) {
  const target = targetOf(entity, pointer, inBlocks);
  const text = style.write(withSign(entity, target));
  const offset = text.indexOf(SIGN) - style.shift(target.kind);
  expect(text.split(SIGN)).toHaveLength(2);
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

function targetOf(entity: unknown, pointer: string, inBlocks: boolean): Target {
  const tokens = parsePointer(pointer);
  const depth = tokens.findIndex(
    (token, i) => childOf(valueAt(entity, tokens.slice(0, i)), token) === undefined,
  );
  const there = depth === -1 ? tokens : tokens.slice(0, depth);
  const inList = Array.isArray(valueAt(entity, there.slice(0, -1)));
  if (there.length > 0 && depth !== -1 && !inList) return { kind: 'key', path: there };
  return beginningOf(valueAt(entity, there), there, inBlocks);
}

/** A list or mapping on lines has no sign of its own: it begins with its first item or key. */
function beginningOf(value: unknown, path: readonly string[], inBlocks: boolean): Target {
  if (!inBlocks || typeof value !== 'object' || value === null) return { kind: 'value', path };
  const [first] = Object.keys(value);
  if (first === undefined) return { kind: 'value', path };
  return Array.isArray(value)
    ? { kind: 'first item', path: [...path, '0'] }
    : { kind: 'key', path: [...path, first] };
}

function withSign(value: unknown, { kind, path }: Target): unknown {
  const [token, ...rest] = path;
  if (token === undefined) return SIGN;
  if (Array.isArray(value)) {
    return value.map((item, i) => (String(i) === token ? withSign(item, { kind, path: rest }) : item));
  }
  return Object.fromEntries(
    Object.entries(value as object).map(([key, child]) => {
      if (key !== token) return [key, child];
      if (kind === 'key' && rest.length === 0) return [SIGN, child];
      return [key, withSign(child, { kind, path: rest })];
    }),
  );
}

function valueAt(value: unknown, tokens: readonly string[]): unknown {
  return tokens.reduce(childOf, value);
}

function childOf(value: unknown, token: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[token];
}

/** Every recorded violation with the entity that it is about. */
function violationsOf({ cases }: RecordedCases['rules'][number]) {
  return cases.flatMap((recordedCase) => {
    const { entity } = inputOf(recordedCase, recorded) as { readonly entity: unknown };
    return (recordedCase.violations as readonly { readonly path: string }[]).map(({ path }) => ({
      name: recordedCase.name,
      entity,
      path,
    }));
  });
}

const violations = recorded.rules.map((rule) => [rule.id, violationsOf(rule)] as const);

describe.each(Object.entries(styles))('when what the rules find is placed in %s', (name, style) => {
  it.each(violations)('%s points at what is there', (_rule, recordedOfRule) => {
    const places = recordedOfRule.map(({ entity, ...violation }) => {
      const locate = createLocator('manifest.yaml', style.write(entity));
      const { line, column } = locate({ pointer: violation.path, on: 'value' });
      return { ...violation, line, column };
    });
    const wanted = recordedOfRule.map(({ entity, ...violation }) => ({
      ...violation,
      ...findPlace(entity, violation.path, style, name !== 'JSON'),
    }));
    expect(places).toEqual(wanted);
  });
});
