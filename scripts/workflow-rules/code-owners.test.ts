import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { recordOf } from './read-workflow.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const lines = read('.github/CODEOWNERS')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [path = '', ...owners] = line.split(/\s+/);
    return { path, owners };
  });
const roles = Object.values(recordOf(recordOf(parse(read('catalog/marketplace.yaml')))['roles']));
const teams = roles.map((role) => `@${String(recordOf(role)['github'])}`);

/** Owner of a path by the line that counts: the last that matches. */
function ownersOf(path: string): readonly string[] {
  return lines.findLast((line) => path.startsWith(line.path.slice(1)))?.owners ?? [];
}

describe('when the code owners are read', () => {
  it.each(lines)('finds $path, and reviewer teams of the marketplace that own it', ({ path, owners }) => {
    expect(existsSync(join(root, path))).toBe(true);
    expect(owners).not.toEqual([]);
    expect(owners.filter((owner) => !teams.includes(owner))).toEqual([]);
  });

  it.each([
    '.github/workflows/verdict.yml',
    '.github/actions/prepare/action.yml',
    '.github/rulesets/main.json',
    '.github/CODEOWNERS',
    'actions/gate/run-verdict.ts',
    'core/model/approval/approval-settings.ts',
    'policies/data/approval.yaml',
    'policies/bundle/manifest.json',
    'catalog/marketplace.yaml',
    'catalog/teams/security.yaml',
    'catalog/scopes.yaml',
    'package-lock.json',
    'scripts/build-actions.ts',
  ])('finds an owner of what decides over changes: %s', (path) => {
    expect(ownersOf(path)).not.toEqual([]);
  });

  it('leaves entries to the gate', () => {
    expect(ownersOf('catalog/apps/label-service/manifest.yaml')).toEqual([]);
  });
});
