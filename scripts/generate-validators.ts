import { join } from 'node:path';
import { formats } from '@souk/schemas/formats.ts';
import { _, type AnySchemaObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { isKindSchema, readManifestSchemas } from './manifest-schemas.ts';

const BANNER = [
  '// Generated from schemas/manifest/*.schema.json by `npm run generate`. Do not edit.',
  "import { formats } from '../formats.ts';",
].join('\n');

/**
 * Validators as plain code: compiling the schemas when a check starts would take longer than the check.
 */
export async function generateValidators(root: string): Promise<Map<string, string>> {
  const files = await readManifestSchemas(root);
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strict: true,
    strictTypes: false,
    inlineRefs: false,
    formats,
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  });
  for (const { name, schema } of files) ajv.addSchema(withoutAnnotations(schema) as AnySchemaObject, name);
  const exported = Object.fromEntries(
    files.filter(isKindSchema).map(({ name, schema }) => [schema.title, name]),
  );
  const code = (standaloneCode as unknown as typeof standaloneCode.default)(ajv, exported);
  return new Map([
    [
      join(root, 'schemas/generated/validators.js'),
      `${BANNER}\n${importRuntime(code)}\nexport const validatorOf = { ${Object.keys(exported).join(', ')} };\n`,
    ],
    [join(root, 'schemas/generated/validators.d.ts'), declarations(Object.keys(exported))],
  ]);
}

/** Descriptions and examples are for editors; leaving them out halves the code that every check loads. */
function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (typeof value !== 'object' || value === null) return value;
  const { description, examples, default: _default, title, ...rest } = value as Record<string, unknown>;
  return Object.fromEntries(
    [
      ...Object.entries({ description, examples, default: _default, title }).filter(
        ([, kept]) => typeof kept === 'object' && kept !== null && !Array.isArray(kept),
      ),
      ...Object.entries(rest),
    ].map(([key, child]) => [key, withoutAnnotations(child)]),
  );
}

function declarations(kinds: string[]): string {
  const members = kinds.map((kind) => `  readonly ${kind}: ValidateFunction;`);
  return `import type { ValidateFunction } from 'ajv';\n\nexport declare const validatorOf: {\n${members.join('\n')}\n};\n`;
}

/**
 * Ajv writes its run-time parts as `require` calls even for ES modules. They are CommonJS with a `default`,
 * which Node and bundlers unwrap differently: either is taken.
 */
function importRuntime(code: string): string {
  const modules = [
    ...new Set([...code.matchAll(/require\("([^"]+)"\)\.default/g)].map(([, path]) => String(path))),
  ];
  const imports = modules.map((path, i) => `import runtime${i} from '${path}.js';`);
  const body = modules.reduce(
    (text, path, i) => text.replaceAll(`require("${path}").default`, `(runtime${i}.default ?? runtime${i})`),
    code,
  );
  return `${imports.join('\n')}\n${body.replace(/^"use strict";\n?/, '')}`;
}
