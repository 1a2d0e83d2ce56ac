import { type Fields, fieldsOf, isFields } from '../plain-value.ts';
import type { NestedBlock, TerraformBlock } from './terraform-file.ts';

/** The blocks of a name within another, those that `dynamic` makes too. */
export function nestedBlocks({ body }: Pick<TerraformBlock, 'body'>, name: string): NestedBlock[] {
  const dynamic = blocksAt(fieldsOf(body['dynamic']), name, ['dynamic']);
  return [
    ...blocksAt(body, name, []),
    ...dynamic.flatMap(({ body: made, path }) => blocksAt(made, 'content', path)),
  ];
}

/** HCL gives lists of blocks; the JSON language lets a single one stand for itself. */
function blocksAt(body: Fields, name: string, path: readonly (string | number)[]): NestedBlock[] {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (isFields(value)) return [{ body: value, path: [...path, name] }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, i) =>
    isFields(item) ? [{ body: item, path: [...path, name, i] }] : [],
  );
}
