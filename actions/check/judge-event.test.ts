import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionContext } from '../runtime/action-context.ts';
import { openActionContext } from '../runtime/open-action-context.ts';
import { judgeEvent } from './judge-event.ts';

const policies = fileURLToPath(new URL('../../policies', import.meta.url));

let repository: TemporaryRepository;
let temp: string;
beforeEach(() => {
  repository = new TemporaryRepository();
  temp = mkdtempSync(join(tmpdir(), 'souk-judge-'));
});
afterEach(() => {
  repository[Symbol.dispose]();
  rmSync(temp, { recursive: true });
});

const app = `apiVersion: souk/v1
kind: App
id: parcel-board
version: 1.0.0
name: Parcel Board
summary: Shows where parcels are.
owner: nobody
license: MIT
runtime: {type: container, version: node24}
`;
const change = { 'catalog/apps/parcel-board/manifest.yaml': app };

/** The rules of what is found in a change that a workflow runs for. */
async function judge(base: string, head: string): Promise<string[]> {
  const inputs: Record<string, string> = { base, head };
  const context: ActionContext = {
    ...runner(),
    input: (name) => inputs[name] ?? '',
    workspace: repository.dir,
  };
  const { outcome } = await judgeEvent(context, ['policy'], join(temp, 'policies'));
  return outcome.report.findings.map(({ rule }) => rule);
}

function runner(): ActionContext {
  const before = process.env['GITHUB_REPOSITORY'];
  process.env['GITHUB_REPOSITORY'] = 'acme/souk';
  try {
    return openActionContext(() => undefined);
  } finally {
    if (before === undefined) delete process.env['GITHUB_REPOSITORY'];
    else process.env['GITHUB_REPOSITORY'] = before;
  }
}

function copyPolicies(): void {
  cpSync(policies, join(repository.dir, 'policies'), {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  });
}

describe('when a workflow runs for a change', () => {
  it('judges by the policies of its base, whatever the change makes of them', async () => {
    copyPolicies();
    const base = repository.commit();
    repository.remove('policies/bundle');
    const rules = await judge(base, repository.commit(change));
    expect(rules).toContain('developer/backup-owner');
  });

  it('judges by the policies of Souk where the base has none', async () => {
    const base = repository.commit();
    repository.write({ 'policies/bundle/manifest.json': '{}' });
    expect(await judge(base, repository.commit(change))).not.toContain('policy/bundle');
  });

  it('reads commits, and not what is checked out', async () => {
    const base = repository.commit();
    const head = repository.commit(change);
    repository.remove('catalog');
    expect((await judge(base, head)).length).toBeGreaterThan(0);
  });
});
