import { fieldsOf } from '../plain-value.ts';
import type { Remark } from '../remark.ts';
import { nestedBlocks } from './nested-blocks.ts';
import type { TerraformCheck } from './terraform-check.ts';
import { writtenText } from './terraform-check.ts';

/** Backends that keep what they are given in clear. */
const IN_CLEAR = ['consul', 'etcd', 'etcdv3', 'pg', 'artifactory', 'manta', 'swift'];

/** Whether the state is kept encrypted. */
export const checkState: TerraformCheck = (block) => {
  if (block.kind !== 'terraform') return [];
  return nestedBlocks(block, 'backend').flatMap(({ body, path }) =>
    Object.keys(body).flatMap((backend): Remark[] => {
      const settings = nestedBlocks({ body }, backend)[0]?.body ?? fieldsOf(body[backend]);
      const why = whyInClear(backend, settings);
      if (why === undefined) return [];
      return [
        {
          rule: 'terraform/state-unencrypted',
          message: `The backend ${backend} keeps the state in clear: ${why}.`,
          help: 'Set `encrypt = true` for s3, use https, or choose a backend that encrypts.',
          place: block.placeOf(path),
          about: backend,
        },
      ];
    }),
  );
};

function whyInClear(backend: string, settings: Readonly<Record<string, unknown>>): string | undefined {
  if (backend === 's3') return settings['encrypt'] === true ? undefined : 'encrypt is not true';
  if (backend === 'http')
    return /^http:/i.test(writtenText(settings['address'])) ? 'the address is not https' : undefined;
  return IN_CLEAR.includes(backend) ? 'it has no encryption' : undefined;
}
