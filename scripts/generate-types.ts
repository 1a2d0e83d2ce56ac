import { join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { isKindSchema, readManifestSchemas } from './manifest-schemas.ts';

const BANNER = '// Generated from schemas/manifest/*.schema.json by `npm run generate`. Do not edit.';

/** TypeScript types for every manifest kind, from the JSON Schemas. */
export async function generateTypes(root: string): Promise<Map<string, string>> {
  const kinds = (await readManifestSchemas(root)).filter(isKindSchema);
  const names = kinds.map(({ schema }) => schema.title);
  const union = {
    title: 'Manifest',
    anyOf: kinds.map(({ name }) => ({ $ref: name })),
  };
  const text = await compile(union as never, 'Manifest', {
    cwd: `${join(root, 'schemas/manifest')}/`,
    bannerComment: BANNER,
    additionalProperties: false,
    format: false,
    unreachableDefinitions: false,
    ignoreMinAndMaxItems: true,
  });
  const kindList = `\nexport const kinds = [${names.map((name) => `'${name}'`).join(', ')}] as const;\nexport type Kind = (typeof kinds)[number];\n`;
  return new Map([[join(root, 'schemas/generated/manifest.ts'), text + kindList]]);
}
