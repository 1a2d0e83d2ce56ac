import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseIssueForm } from '@souk/model/request/issue-form.ts';
import { requestForms } from '@souk/model/request/request.ts';
import { describe, expect, it } from 'vitest';
import { readWrittenLabels } from '../gate-setup/read-written-labels.ts';
import { fixedLabels } from './labels.ts';

const github = fileURLToPath(new URL('../../.github', import.meta.url));
const written = await readWrittenLabels(join(github, 'labels.yml'));

describe('when the list of labels is read', () => {
  it('finds each label that Souk puts on pull requests, as the code defines it', () => {
    expect(written).toEqual(expect.arrayContaining([...fixedLabels]));
  });

  it.each(Object.values(requestForms))('finds the labels of the form $file', ({ file }) => {
    const form = parseIssueForm(readFileSync(join(github, 'ISSUE_TEMPLATE', file), 'utf8'));
    expect(form?.labels).not.toEqual([]);
    expect(written.map(({ name }) => name)).toEqual(expect.arrayContaining([...(form?.labels ?? [])]));
  });

  it('finds none twice', () => {
    const names = written.map(({ name }) => name.toLowerCase());
    expect(names).toEqual([...new Set(names)]);
  });
});
