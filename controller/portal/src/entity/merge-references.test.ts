import { describe, expect, it } from 'vitest';
import { mergeReferences } from './merge-references.ts';

describe('mergeReferences', () => {
  it('joins the relations that lead to one entity', () => {
    const rows = mergeReferences([
      { relation: 'owner', kind: 'Team', id: 'sales', exists: true },
      { relation: 'api', kind: 'App', id: 'sales', exists: false },
      { relation: 'backupOwner', kind: 'Team', id: 'sales', exists: true },
    ]);
    expect(rows).toEqual([
      { kind: 'Team', id: 'sales', name: undefined, relations: ['owner', 'backupOwner'], isMissing: false },
      { kind: 'App', id: 'sales', name: undefined, relations: ['api'], isMissing: true },
    ]);
  });
});
