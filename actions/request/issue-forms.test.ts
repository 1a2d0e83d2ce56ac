import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requestForms } from '@souk/model/request/request.ts';
import entry from '@souk/schemas/manifest/entry.schema.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { templates } from '../init/templates.ts';

const folder = fileURLToPath(new URL('../../.github/ISSUE_TEMPLATE', import.meta.url));
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const forms = Object.values(requestForms).map(({ file }) => file);

interface Part {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly options?: readonly string[] };
  readonly validations?: { readonly required: boolean };
}

interface Form {
  readonly name: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly body: readonly Part[];
}

function readForm(file: string): Form {
  return parse(readFileSync(join(folder, file), 'utf8'));
}

/** The ids that the README promises for a form: what must be given, and what may be left out. */
function promised(file: string): { readonly required: string[]; readonly optional: string[] } {
  const row = readme.split('\n').find((line) => line.startsWith(`| \`${file}\``)) ?? '';
  const fields = row.split('|')[4] ?? '';
  const required = [...fields.matchAll(/\*\*`([\w-]+)`\*\*/g)].map(([, id = '']) => id);
  const all = [...fields.matchAll(/`([\w-]+)`/g)].map(([, id = '']) => id);
  return { required, optional: all.filter((id) => !required.includes(id)) };
}

describe.each(forms)('when the form %s is read', (file) => {
  const form = readForm(file);
  const questions = form.body.filter(({ type }) => type !== 'markdown');

  it('asks what its README promises', () => {
    const idsOf = (required: boolean) =>
      questions.filter(({ validations }) => validations?.required === required).map(({ id }) => id);
    expect({ required: idsOf(true), optional: idsOf(false) }).toEqual(promised(file));
  });

  it('has one label for each question, and one id', () => {
    const labels = questions.map(({ attributes }) => attributes.label);
    const ids = questions.map(({ id }) => id);
    expect(labels).toEqual([...new Set(labels)]);
    expect(ids).toEqual([...new Set(ids)]);
    expect(labels).not.toContain(undefined);
    expect(ids.every((id) => /^[a-z]+(-[a-z]+)*$/.test(id ?? ''))).toBe(true);
  });

  it('says of an issue what it is', () => {
    expect(form.name).not.toBe('');
    expect(form.description).not.toBe('');
    expect(form.labels).toHaveLength(1);
  });
});

describe('when a form offers a choice', () => {
  it.each([
    ['template', templates.map(({ id }) => id)],
    ['classification', entry.$defs.data.properties.classification.enum],
  ])('offers what there is: %s', (id, choices) => {
    const question = readForm(requestForms.app.file).body.find((part) => part.id === id);
    expect(question?.attributes.options?.toSorted()).toEqual(choices.toSorted());
  });
});
