import { toVersion } from './convert-quantity.ts';
import { isUrl, toBoolean, toShortText, toText } from './convert-text.ts';
import { namedItems } from './flat-rule.ts';
import { fields, list, mapped } from './mapped.ts';
import { isSecretName } from './secret-likeness.ts';
import type { SourceNode } from './source-node.ts';

/** APIs that are offered: names, documents, or mappings. */
export function toProvidedApis(node: SourceNode): unknown {
  if (!node.isList && !node.isMapping) return list([providedApi(node)]);
  if (node.isMapping && node.find('name', 'openapi') !== undefined) return list([providedApi(node)]);
  return list(namedItems(node).map(({ name, node: item }) => providedApi(item, name)));
}

function providedApi(node: SourceNode, key?: string): unknown {
  const text = node.text();
  if (text !== undefined)
    return /\.(ya?ml|json)$/i.test(text) && !isUrl(text)
      ? { name: key ?? 'api', openapi: mapped(text, node) }
      : mapped(key === undefined ? text : `${key}: ${text}`, node);
  const name = node.find('name', 'id', 'title', 'api');
  const document = node.find('openapi', 'spec', 'path', 'file', 'definition', 'contract');
  const version = node.find('version');
  const description = node.find('description', 'summary');
  const named = name?.text() === undefined ? key : toText(name);
  if (named === undefined) return undefined;
  return fields({
    name: named,
    openapi: document?.text() === undefined || isUrl(document.text() ?? '') ? undefined : toText(document),
    version: version === undefined ? undefined : toVersion(version),
    description: description === undefined ? undefined : toShortText(description, 500),
  });
}

/** APIs or events that are only named, with the version they are used in. */
export function toContractUses(node: SourceNode): unknown {
  if (!node.isList && !node.isMapping) return list([toText(node)]);
  return list(namedItems(node).map(({ name, node: item }) => contractUse(item, name)));
}

function contractUse(node: SourceNode, key?: string): unknown {
  if (!node.isMapping) return key === undefined ? toText(node) : keyedUse(key, node);
  const name = node.find('name', 'id', 'type', 'event', 'api', 'topic');
  const version = node.find('version', 'range');
  const named = name?.text() === undefined ? key : toText(name);
  const used = version === undefined ? undefined : toText(version);
  return named === undefined || (name === undefined && used === undefined)
    ? undefined
    : fields({ name: named, version: used });
}

/** `{crm-api: ^1.0.0}` */
function keyedUse(key: string, node: SourceNode): unknown {
  const version = toText(node);
  return version === undefined ? undefined : { name: key, version };
}

/** Values that a connector takes or gives. */
export function toPorts(node: SourceNode): unknown {
  return list(namedItems(node).map(({ name, node: item }) => portOf(item, name)));
}

function portOf(node: SourceNode, key?: string): unknown {
  if (!node.isMapping) {
    const text = toText(node);
    return text === undefined ? undefined : key === undefined ? text : { name: key, type: text };
  }
  const name = node.find('name', 'id', 'key', 'field');
  const type = node.find('type', 'format', 'kind');
  const description = node.find('description', 'summary');
  const required = node.find('required', 'mandatory');
  const schema = node.find('schema');
  const details = {
    type: type === undefined ? undefined : toText(type),
    description: description === undefined ? undefined : toShortText(description, 1000),
    required: required === undefined ? undefined : toBoolean(required),
    schema: schema === undefined ? undefined : toText(schema),
  };
  const named = name?.text() === undefined ? (fields(details) === undefined ? undefined : key) : toText(name);
  return named === undefined ? undefined : fields({ name: named, ...details });
}

/** Secrets by name. A value beside a name stays where it is: only a note will speak of it. */
export function toSecrets(node: SourceNode): unknown {
  if (!node.isList && !node.isMapping) return list([secretOf(node)]);
  return list(namedItems(node).map(({ name, node: item }) => secretOf(item, name)));
}

function secretOf(node: SourceNode, key?: string): unknown {
  const text = node.text();
  if (text !== undefined)
    return key === undefined
      ? nameOnly(text, node)
      : { name: key, ...(isReference(text) ? { provision: mapped(text, node) } : {}) };
  const name = node.find('name', 'key', 'id', 'env', 'variable');
  const provision = node.find(
    'provision',
    'provisionedBy',
    'source',
    'provider',
    'store',
    'vault',
    'ref',
    'path',
    'from',
    'secretRef',
    'valueFrom',
  );
  const description = node.find('description', 'purpose', 'usage');
  const optional = node.find('optional');
  const required = node.find('required', 'mandatory');
  const named = name?.text() === undefined ? key : toText(name);
  if (named === undefined) return undefined;
  return fields({
    name: named,
    provision: provision === undefined ? undefined : toShortText(provision, 200),
    description: description === undefined ? undefined : toShortText(description, 1000),
    optional:
      optional?.boolean() !== undefined
        ? toBoolean(optional)
        : required?.boolean() === undefined
          ? undefined
          : mapped(!required.boolean(), required),
  });
}

/** A list of secrets may hold values by mistake: only what reads like a name is taken as one. */
function nameOnly(text: string, node: SourceNode): unknown {
  const readsLikeName =
    /^[A-Za-z_][A-Za-z0-9]*([_.-][A-Za-z0-9]+)*$/.test(text) &&
    (text.length <= 40 || isSecretName(text)) &&
    text.length <= 128;
  return readsLikeName ? { name: mapped(text, node) } : undefined;
}

function isReference(text: string): boolean {
  return /^(vault:|env:|file:\/|arn:|projects\/|secretmanager|secret\/|kv\/|op:\/\/|ref\+|\$\{|\{\{)/i.test(
    text,
  );
}
