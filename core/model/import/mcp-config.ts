import { copySchema } from './copy-schema.ts';
import type { ManifestDraft } from './manifest-draft.ts';
import { mapped } from './mapped.ts';
import { isSecretName } from './secret-likeness.ts';
import { addSecret, optionality, type SecretTree } from './secret-list.ts';
import type { SourceNode } from './source-node.ts';

/** An environment variable of an entry, with the parameter that fills it. */
interface Variable {
  readonly node: SourceNode;
  readonly name: string;
  readonly nameNode: SourceNode;
  /** Path of the parameter: `{{server.jira.url}}` is filled from jira.url. */
  readonly parameter: string | undefined;
}

/**
 * Secrets and configuration of a Docker MCP registry entry.
 *
 * A variable or parameter whose name says that it holds a secret becomes one, although the source treats it
 * as configuration: a manifest that asks for a password in plain configuration would spread it.
 */
export function mapMcpConfig(root: SourceNode, draft: ManifestDraft): void {
  const config = root.get('config');
  const parameters = config?.get('parameters');
  const schema =
    parameters?.isMapping === true
      ? parameters
      : config?.get('properties') === undefined
        ? undefined
        : config;
  const variables = (config?.get('env')?.items() ?? []).flatMap(readVariable);
  const secret = variables.filter(
    ({ name, parameter }) => isSecretName(name) || isSecretName(parameter ?? ''),
  );
  for (const item of config?.get('secrets')?.items() ?? []) mapSecret(item, draft);
  for (const variable of secret) mapSecretVariable(variable, schema, draft);
  const asSecret = new Set(secret.map(({ parameter }) => parameter));
  for (const [name, node] of schema?.get('properties')?.entries() ?? []) {
    if (asSecret.has(name) || !isSecretParameter(name, node)) continue;
    asSecret.add(name);
    draft.note('assumed', 'A parameter named like a secret became a secret.', node);
    addSecret(draft, { name: mapped(name, ...parameterNodes(schema, name)), ...descriptionOf(node) });
  }
  for (const item of root.get('oauth')?.items() ?? []) mapSignInSecret(item, draft);
  const plain = variables.filter((variable) => !secret.includes(variable));
  mapParameters(config, schema, plain, asSecret, draft);
}

function readVariable(node: SourceNode): Variable[] {
  const nameNode = node.get('name') ?? node.get('env');
  const name = nameNode?.text();
  if (nameNode === undefined || name === undefined) return [];
  // The first word of a reference is the name of the server.
  const reference = /^\{\{[^{}|.]*\.([^{}|]+?)\s*\}\}$/.exec(node.get('value')?.text() ?? '')?.[1];
  return [{ node, name, nameNode, parameter: reference }];
}

function isSecretParameter(name: string, node: SourceNode): boolean {
  return isSecretName(name) && (node.get('type')?.value ?? 'string') === 'string';
}

/** Everything in a parameter schema that a secret of the same name replaces. */
function parameterNodes(schema: SourceNode | undefined, name: string): SourceNode[] {
  const type = schema?.at('properties', name, 'type');
  const required = (schema?.get('required')?.items() ?? []).filter(({ value }) => value === name);
  return type === undefined ? required : [type, ...required];
}

function mapSecret(node: SourceNode, draft: ManifestDraft): void {
  const nameNode = node.get('env') ?? node.get('name');
  const name = nameNode?.text();
  if (nameNode === undefined || name === undefined) return;
  const key = node.get('env') === undefined ? undefined : node.get('name');
  const provision =
    key?.text() === undefined ? undefined : mapped(`environment: from the secret ${key.text()}`, key);
  addSecret(draft, { name: mapped(name, nameNode), provision, ...descriptionOf(node), ...optionality(node) });
}

function mapSecretVariable(
  { node, name, nameNode, parameter }: Variable,
  schema: SourceNode | undefined,
  draft: ManifestDraft,
): void {
  const value = node.get('value');
  const provision =
    parameter === undefined || value === undefined
      ? undefined
      : mapped(`environment: from ${parameter}`, value);
  if (parameter === undefined) draft.withhold(value);
  draft.withhold(node.get('default'));
  const replaced = parameter === undefined ? [] : parameterNodes(schema, parameter);
  draft.note('assumed', 'A variable named like a secret became a secret.', nameNode);
  addSecret(draft, {
    name: mapped(name, nameNode, ...replaced),
    provision,
    ...descriptionOf(node),
    ...optionality(node),
  });
}

function mapSignInSecret(node: SourceNode, draft: ManifestDraft): void {
  const env = node.get('env');
  const name = env?.text();
  if (env === undefined || name === undefined) return;
  const nodes = [node.get('provider'), node.get('secret')].filter(
    (part) => part?.text() !== undefined,
  ) as SourceNode[];
  const [provider, secret] = [node.get('provider')?.text() ?? 'the provider', node.get('secret')?.text()];
  const provision = mapped(
    `environment: OAuth sign-in at ${provider}${secret === undefined ? '' : `, kept as ${secret}`}`,
    ...nodes,
  );
  addSecret(draft, { name: mapped(name, env), provision });
}

function mapParameters(
  config: SourceNode | undefined,
  schema: SourceNode | undefined,
  variables: readonly Variable[],
  asSecret: ReadonlySet<string | undefined>,
  draft: ManifestDraft,
): void {
  const tree =
    schema === undefined
      ? {}
      : copySchema(schema, {
          withoutProperties: asSecret,
          withoutKeys: schema === config ? CONFIG_KEYS : [],
        });
  const properties = (tree['properties'] ?? {}) as Record<string, unknown>;
  const declared = new Set(Object.keys(properties).filter((name) => properties[name] !== undefined));
  const required = Array.isArray(tree['required']) ? [...tree['required']] : [];
  for (const { node, name, nameNode, parameter } of variables) {
    if (parameter !== undefined && declared.has(parameter.split('.')[0] ?? '')) continue;
    const preset = node.get('value');
    const fallback = parameter === undefined && preset !== undefined ? preset : node.get('default');
    properties[name] = {
      type: mapped('string', nameNode),
      ...descriptionOf(node),
      ...(fallback?.scalarText() === undefined ? {} : { default: mapped(fallback.value, fallback) }),
    };
    const must = node.get('required');
    if (must?.boolean() === true) required.push(mapped(name, must));
  }
  if (Object.keys(properties).length === 0) return;
  const description = config?.get('description');
  const about =
    description?.text() === undefined || tree['description'] !== undefined
      ? {}
      : { description: mapped(description.text(), description) };
  draft.put('/config', {
    type: 'object',
    ...about,
    ...tree,
    properties,
    ...(required.length === 0 ? {} : { required }),
  });
}

const CONFIG_KEYS = ['secrets', 'env', 'parameters', 'volumes'];

function descriptionOf(node: SourceNode): Pick<SecretTree, 'description'> {
  const description = node.get('description');
  const text = description?.text();
  return description === undefined || text === undefined ? {} : { description: mapped(text, description) };
}
