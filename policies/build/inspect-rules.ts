import { readFile } from 'node:fs/promises';
import type { Layer, PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isJudging, type Sources } from '../engine/sources.ts';
import { BuildError, type BuildProblem, refuse } from './build-error.ts';
import { explainSchemaErrors } from './explain-schema-error.ts';
import { locateMetadata } from './locate-metadata.ts';
import type { Opa } from './opa.ts';

/** What metadata alone says of a rule. */
export type DeclaredRule = Omit<PolicyRule, 'reads' | 'digest'>;

/** What `opa inspect` says of a folder, as far as it is used here. */
interface Inspection {
  /** Files of each package. */
  readonly namespaces?: Readonly<Record<string, readonly string[]>>;
  readonly annotations?: readonly {
    readonly annotations: Metadata;
    readonly location?: { readonly file: string };
  }[];
}

interface Metadata {
  readonly scope: string;
  readonly title?: string;
  readonly description?: string;
  readonly custom?: Record<string, unknown>;
}

const schemaFile = new URL('../../schemas/policy-rule.schema.json', import.meta.url);

/**
 * The rules of a policies folder by their metadata, in the order of their ids.
 *
 * @param dir a workspace
 * @throws {BuildError} `sources-invalid` when metadata is missing, wrong or contradicts the place of the file
 */
export async function inspectRules(dir: string, sources: Sources, opa: Opa): Promise<DeclaredRule[]> {
  const { namespaces = {}, annotations = [] } = await inspect(dir, opa);
  const packages = new Map(
    Object.entries(namespaces).flatMap(([name, files]) => files.map((file) => [file, name] as const)),
  );
  const metadata = new Map(
    annotations.flatMap(({ annotations: said, location }) =>
      said.scope === 'package' && location !== undefined ? [[location.file, said] as const] : [],
    ),
  );
  const schema = JSON.parse(await readFile(schemaFile, 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: false, verbose: true }).compile(schema);
  const paths = [...sources.keys()].filter((path) => path.startsWith('rules/') && isJudging(path));
  const read = paths.map((path) =>
    readRule(path, sources.get(path) ?? '', packages.get(path) ?? '', metadata.get(path), validate),
  );
  refuse(read.flatMap(({ problems }) => problems));
  return read.flatMap(({ rule }) => rule ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

async function inspect(dir: string, opa: Opa): Promise<Inspection> {
  const { stdout, stderr, exitCode } = await opa.run(['inspect', '--annotations', '--format', 'json', '.'], {
    cwd: dir,
  });
  if (exitCode !== 0) throw new BuildError('opa-failed', `opa inspect: ${stderr.trim()}`);
  return JSON.parse(stdout) as Inspection;
}

function readRule(
  path: string,
  text: string,
  name: string,
  metadata: Metadata | undefined,
  validate: ValidateFunction,
): { readonly rule?: DeclaredRule; readonly problems: readonly BuildProblem[] } {
  const atPackage = { path, line: text.split('\n').findIndex((line) => line.startsWith('package ')) + 1 };
  if (metadata === undefined) {
    const message = 'There is no `# METADATA` above the package of the rule; see policies/README.md.';
    return { problems: [{ ...atPackage, column: 1, message }] };
  }
  if (!validate(metadata)) {
    const problems = explainSchemaErrors(validate.errors, 'The metadata').map(({ pointer, message }) =>
      locateMetadata(path, text, pointer, message),
    );
    return { problems };
  }
  const rule = ruleOf(metadata, name, path);
  const folder = `rules/${rule.id}/rule.rego`;
  if (path !== folder) {
    const message = `The rule ${rule.id} belongs in ${folder}: folder, package and id agree.`;
    return { rule, problems: [locateMetadata(path, text, '/custom/id', message)] };
  }
  const expected = `souk.${rule.id.replace('/', '.').replaceAll('-', '_')}`;
  if (rule.package === expected) return { rule, problems: [] };
  const message = `The package of ${rule.id} must be ${expected}; found ${rule.package}.`;
  return { rule, problems: [{ ...atPackage, column: 'package '.length + 1, message }] };
}

function ruleOf(
  { title = '', description = '', custom }: Metadata,
  name: string,
  source: string,
): DeclaredRule {
  const metadata = custom as unknown as Omit<
    DeclaredRule,
    'layer' | 'package' | 'title' | 'description' | 'source'
  >;
  return {
    ...metadata,
    layer: metadata.id.split('/')[0] as Layer,
    package: name.replace(/^data\./, ''),
    title,
    description: description.trim(),
    source,
  };
}
