import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseIssueForm } from '@souk/model/request/issue-form.ts';
import { requestForms } from '@souk/model/request/request.ts';
import { describe, expect, it } from 'vitest';
import { readWrittenLabels } from '../gate-setup/read-written-labels.ts';
import { fixedLabels, HOLD_LABEL } from './labels.ts';

const github = fileURLToPath(new URL('../../.github', import.meta.url));
const written = await readWrittenLabels(join(github, 'labels.yml'));

describe('when the list of labels is read', () => {
  it('finds each label that Souk puts on pull requests, as the code defines it', () => {
    expect(written).toEqual(expect.arrayContaining([...fixedLabels]));
  });

  it('finds the label by which people hold a change, which the workflow listens for too', () => {
    expect(written.map(({ name }) => name)).toContain(HOLD_LABEL);
    const workflow = readFileSync(join(github, 'workflows', 'verdict.yml'), 'utf8');
    expect(workflow).toContain(`(github.event.label.name || '${HOLD_LABEL}') == '${HOLD_LABEL}'`);
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
