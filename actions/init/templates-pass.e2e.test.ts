import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listChange } from '@souk/git/list-change.ts';
import { readFolderCatalog } from '@souk/git/read-catalog.ts';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import { checks } from '@souk/model/check/checks.ts';
import type { Report } from '@souk/model/report/report.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCheck } from '../check/run-check.ts';
import { createFolderWriter } from '../import/folder-writer.ts';
import { openPolicies } from '../policy/open-policies.ts';
import { policiesFolder } from '../policy/policies-folder.ts';
import { type ExistingNames, runInit } from './run-init.ts';
import { readTemplate } from './template-reader.ts';
import { type Template, templates } from './templates.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const owner = 'customer-experience';
/** A day on which every runtime of the templates is supported: time alone must not break them. */
const now = new Date('2026-11-20T12:00:00Z');

/** What nobody but the author can know: another team that steps in, and the number of an assessment. */
const leftToTheAuthor: Readonly<Record<string, readonly string[]>> = {
  'low-code': ['developer/backup-owner', 'org/privacy-assessment'],
  'managed-connector': ['developer/backup-owner', 'org/privacy-assessment'],
};

let repository: TemporaryRepository;

beforeAll(() => {
  repository = new TemporaryRepository();
  for (const path of ['catalog/teams', 'catalog/marketplace.yaml'])
    cpSync(join(root, path), join(repository.dir, path), { recursive: true });
  repository.commit();
});

afterAll(() => repository[Symbol.dispose]());

async function readExisting(): Promise<ExistingNames> {
  const { catalog } = await readFolderCatalog(repository.dir);
  const teams = catalog.manifestsOf('Team');
  return {
    entryIds: new Set(),
    teamIds: teams.map(({ id }) => id),
    domains: [],
    contacts: new Map(teams.map(({ id, contact }) => [id, contact])),
  };
}

async function checkNew({ id, kind }: Template): Promise<Report> {
  repository.git('checkout', '--quiet', '-b', `try-${id}`, 'main');
  const target = createFolderWriter(repository.dir);
  await runInit({ kind, template: id, id: `parcel-${id}`, owner }, { readTemplate, readExisting, target });
  repository.commit();
  const trees = await listChange(repository.dir, { base: undefined, head: undefined });
  const policies = await openPolicies(await policiesFolder(root));
  const options = { trees, policies, checks, all: false, policyFindings: true, shadow: false, now };
  return (await runCheck(options, () => 0)).report;
}

describe.each(templates)('when the template $id is submitted as it is', (template) => {
  it('passes, and leaves open only what its author has to say', async () => {
    const { verdict, changes, findings } = await checkNew(template);
    expect(findings.map(({ rule }) => rule).toSorted()).toEqual(
      leftToTheAuthor[template.id] ?? ['developer/backup-owner'],
    );
    expect({ verdict, changed: changes.length }).toEqual({ verdict: 'pass', changed: 1 });
  });
});
