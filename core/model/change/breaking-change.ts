import { appendPointer } from '../finding/json-pointer.ts';
import type { Entry } from '../manifest/manifest.ts';

/** Something consumers may rely on that a new version no longer has. */
export interface BreakingChange {
  /** What is gone, in words. */
  readonly what: string;
  /** Pointer, in the new manifest, to the list it is gone from. */
  readonly pointer: string;
}

/** What a new version takes away from its consumers. */
export function breakingChanges(before: Entry, after: Entry): BreakingChange[] {
  return [
    ...gone(names(before.apis?.provides), names(after.apis?.provides), 'API', '/apis/provides'),
    ...gone(names(before.events?.produces), names(after.events?.produces), 'event', '/events/produces'),
    ...gone(
      (before.permissions ?? []).map(({ name }) => name),
      (after.permissions ?? []).map(({ name }) => name),
      'permission',
      '/permissions',
    ),
    ...goneScopes(before, after),
    ...gone(names(outputs(before)), names(outputs(after)), 'output', '/outputs'),
    ...newlyRequiredInputs(before, after),
    ...(before.runtime.type === after.runtime.type
      ? []
      : [
          {
            what: `the runtime type changes from ${before.runtime.type} to ${after.runtime.type}`,
            pointer: '/runtime/type',
          },
        ]),
  ];
}

type Named = string | { readonly name: string };

function names(items: readonly Named[] | undefined): string[] {
  return (items ?? []).map((item) => (typeof item === 'string' ? item : item.name));
}

function gone(
  before: readonly string[],
  after: readonly string[],
  noun: string,
  pointer: string,
): BreakingChange[] {
  return before
    .filter((name) => !after.includes(name))
    .map((name) => ({ what: `the ${noun} ${name} is gone`, pointer }));
}

function goneScopes(before: Entry, after: Entry): BreakingChange[] {
  return (before.permissions ?? []).flatMap((permission) => {
    const index = (after.permissions ?? []).findIndex(({ name }) => name === permission.name);
    const kept = after.permissions?.[index];
    if (kept === undefined) return [];
    return gone(
      permission.scopes ?? [],
      kept.scopes ?? [],
      `scope of permission ${permission.name}:`,
      appendPointer(appendPointer('/permissions', index), 'scopes'),
    );
  });
}

function outputs(entry: Entry): readonly Named[] {
  return entry.kind === 'Connector' ? (entry.outputs ?? []) : [];
}

function newlyRequiredInputs(before: Entry, after: Entry): BreakingChange[] {
  if (after.kind !== 'Connector' || before.kind !== 'Connector') return [];
  const required = (input: string | { readonly required?: boolean }): boolean =>
    typeof input !== 'string' && input.required === true;
  const demanded = new Set((before.inputs ?? []).filter(required).map((input) => names([input])[0]));
  return (after.inputs ?? []).flatMap((input, i) =>
    required(input) && !demanded.has(names([input])[0])
      ? [{ what: `the input ${names([input])[0]} is now required`, pointer: appendPointer('/inputs', i) }]
      : [],
  );
}
