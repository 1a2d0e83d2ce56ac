import { textsOf, toBoolean, toShortText, toText, toTexts } from './convert-text.ts';
import { namedItems } from './flat-rule.ts';
import { fields, list, lossy, mapped } from './mapped.ts';
import type { SourceNode } from './source-node.ts';

/** Permissions as a list of scopes, a list of mappings, or a mapping from names to scopes. */
export function toPermissions(node: SourceNode): unknown {
  if (!node.isList && !node.isMapping)
    return list(textsOf(node).map(({ text }) => mapped({ name: text, scopes: [text] }, node)));
  return list(
    namedItems(node).map(({ name, node: item }) =>
      name === undefined ? permissionOf(item) : namedPermission(name, item),
    ),
  );
}

function permissionOf(node: SourceNode): unknown {
  const text = node.text();
  if (text !== undefined) return { name: mapped(text, node), scopes: [mapped(text, node)] };
  const name = node.find('name', 'permission', 'id', 'resource', 'scope', 'key', 'api');
  if (name?.text() === undefined) return undefined;
  return fields({ name: toShortText(name, 100), ...detailsOf(node, name) });
}

/** `{network: [outbound], storage: read}`: the name is a key, the value says what. */
function namedPermission(name: string, node: SourceNode): unknown {
  if (node.isMapping) return node.entries().length === 0 ? undefined : withDetails(name, detailsOf(node));
  const allowed = node.boolean();
  if (allowed !== undefined) return allowed ? { name: mapped(name, node) } : undefined;
  const scopes = toTexts(node);
  return scopes === undefined ? undefined : { name, scopes };
}

function withDetails(name: string, details: Record<string, unknown>): unknown {
  return fields(details) === undefined ? undefined : fields({ name, ...details });
}

function detailsOf(node: SourceNode, name?: SourceNode): Record<string, unknown> {
  const scopes = node.find('scopes', 'scope', 'actions', 'access', 'operations', 'verbs');
  const type = node.find('type', 'kind', 'level', 'grant', 'mode');
  const reason = node.find('reason', 'justification', 'why', 'purpose', 'description', 'rationale');
  return {
    scopes: scopes === undefined || scopes.pointer === name?.pointer ? undefined : toTexts(scopes),
    type: type === undefined ? undefined : toText(type),
    reason: reason === undefined ? undefined : toShortText(reason, 500),
    optional: optionalOf(node),
  };
}

function optionalOf(node: SourceNode): unknown {
  const optional = node.find('optional');
  if (optional?.boolean() !== undefined) return toBoolean(optional);
  const required = node.find('required', 'mandatory');
  return required?.boolean() === undefined ? undefined : mapped(!required.boolean(), required);
}

/** Hosts as texts, addresses or mappings. */
export function toEgress(node: SourceNode): unknown {
  if (!node.isList)
    return node.isMapping
      ? list(namedItems(node).map(({ node: item }) => hostOf(item)))
      : list(textsOf(node).map(({ text }) => hostText(text, node)));
  return list(node.items().map(hostOf));
}

function hostOf(node: SourceNode): unknown {
  const text = node.text();
  if (text !== undefined) return hostText(text, node);
  const host = node.find('host', 'hostname', 'url', 'domain', 'endpoint', 'address', 'name');
  if (host?.text() === undefined) return undefined;
  const purpose = node.find('purpose', 'reason', 'description', 'why');
  const vendor = node.find('vendor', 'company', 'provider');
  const risk = node.find('risk', 'vendorRisk', 'riskRating');
  return fields({
    host: hostText(host.text() ?? '', host),
    purpose: purpose === undefined ? undefined : toShortText(purpose, 300),
    vendor: vendor === undefined ? undefined : toText(vendor),
    risk: risk?.text() === undefined ? undefined : mapped(risk.text()?.toLowerCase(), risk),
  });
}

/** The host of an address; the path is lost, and said to be. */
function hostText(text: string, node: SourceNode): unknown {
  const address = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\s]+)(.*)$/i.exec(text);
  const host = address?.[1];
  if (host === undefined) return mapped(text, node);
  return lossy(host.replace(/^.*@/, ''), node, 'Only the host of the address was kept.');
}

/** How callers sign in, as a word or a mapping. */
export function toAuth(node: SourceNode): unknown {
  const type = node.isMapping ? node.find('type', 'method', 'scheme', 'kind') : node;
  const text = type?.text();
  if (type === undefined || text === undefined) return undefined;
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const method = AUTH[plain];
  if (method === undefined) return undefined;
  const scopes = node.find('scopes', 'scope');
  const description = node.find('description', 'notes');
  return fields({
    type:
      method === text
        ? mapped(method, type)
        : lossy(method, type, `${JSON.stringify(text)} became ${method}.`),
    scopes: scopes === undefined ? undefined : toTexts(scopes),
    description: description === undefined ? undefined : toShortText(description, 500),
  });
}

const AUTH: Readonly<Record<string, string>> = {
  none: 'none',
  anonymous: 'none',
  public: 'none',
  oidc: 'oidc',
  openid: 'oidc',
  openidconnect: 'oidc',
  sso: 'oidc',
  jwt: 'oidc',
  oauth: 'oauth2',
  oauth2: 'oauth2',
  oauth20: 'oauth2',
  apikey: 'api-key',
  key: 'api-key',
  token: 'api-key',
  bearer: 'api-key',
  mtls: 'mtls',
  clientcertificate: 'mtls',
  basic: 'basic',
  basicauth: 'basic',
};
