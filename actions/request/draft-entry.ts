import type { Catalog } from '@souk/model/catalog/catalog.ts';
import type { Answers } from '@souk/model/request/read-answers.ts';
import type { Drafted } from '@souk/model/request/request.ts';
import { planInit } from '../init/plan-init.ts';
import { readTemplate } from '../init/template-reader.ts';
import { findTemplate } from '../init/templates.ts';
import type { DraftChange } from './draft-change.ts';

/** The files of a new app or connector, made from the template that the answers name. */
export async function draftEntry(answers: Answers, catalog: Catalog): Promise<Drafted<DraftChange>> {
  const template = findTemplate(answers.get('template') ?? '');
  if (template === undefined) {
    const message = 'There is no such template. Choose one from the list of the form.';
    return { ok: false, problems: [{ field: 'Template', message }] };
  }
  const [id = '', owner = ''] = [answers.get('id'), answers.get('owner')];
  const team = catalog.get({ kind: 'Team', id: owner })?.manifest;
  const contact = answers.get('contact') ?? (team?.kind === 'Team' ? team.contact : undefined);
  const given = ['name', 'domain', 'summary', 'description', 'classification'].flatMap((field) => {
    const answer = answers.get(field);
    return answer === undefined ? [] : [[field, answer] as const];
  });
  const ids = catalog.records.flatMap(({ key }) =>
    key.kind === 'App' || key.kind === 'Connector' ? [key.id] : [],
  );
  const plan = planInit(
    {
      ...Object.fromEntries(given),
      ...{ kind: template.kind, template: template.id, id, owner },
      ...(contact === undefined ? {} : { contact }),
    },
    await readTemplate(template.id),
    new Set(ids),
  );
  if (!plan.ok) return plan;
  return { ok: true, draft: { title: `Add ${template.kind}/${id}`, files: plan.files } };
}
