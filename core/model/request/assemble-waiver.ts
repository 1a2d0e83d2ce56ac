import type { Catalog } from '../catalog/catalog.ts';
import { IdPool, slug } from '../import/slug.ts';
import { draftManifest } from './draft-manifest.ts';
import type { Answers } from './read-answers.ts';
import type { Drafted, DraftManifest } from './request.ts';

/** The waiver that the answers ask for. */
export function assembleWaiver(answers: Answers, catalog: Catalog): Drafted<DraftManifest> {
  const [rule = '', entity = ''] = [answers.get('rule'), answers.get('entity')];
  const wanted = slug(`${entity.split('/').at(-1)}-${rule.split('/').at(-1)}`) ?? 'waiver';
  return draftManifest(
    {
      apiVersion: 'souk/v1',
      kind: 'Waiver',
      id: new IdPool(catalog.ofKind('Waiver').map(({ key }) => key.id)).take(wanted),
      ...{ rule, entity, path: answers.get('path'), about: answers.get('about') },
      reason: answers.get('reason'),
      approvedBy: answers.get('granted-by'),
      expiresAt: answers.get('until'),
    },
    ({ id }) => `catalog/waivers/${id}.yaml`,
  );
}
