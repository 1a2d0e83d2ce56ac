import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalHosts, Respond } from './local-hosts.ts';

export const NAME = 'acme/app';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

export interface Attached {
  readonly type?: string;
  readonly document: string;
  readonly created?: string;
  /** Changes of the manifest that attaches it. */
  readonly manifest?: object;
  /** Changes of what the registry lists. */
  readonly listed?: object;
}

export interface RegistryDouble {
  /** What a reference to the artifact is. */
  readonly artifact: string;
  readonly digest: string;
  /** Attaches a document to the artifact; gives the digest of its blob. */
  attach(attached: Attached): string;
  /** What stands in for the answer to a path, relative to the name. */
  readonly instead: Map<string, Respond>;
}

export interface RegistryManner {
  /** `api`: it has the referrers API. `tag`: it does not, and clients keep a tag. */
  readonly referrers?: 'api' | 'tag';
  /** Whether the API gives only what was asked for, and says so. */
  readonly filters?: boolean;
  /** Header with which it asks for a token. */
  readonly challenge?: string;
}

export const TOKEN = 'anonymous-token';

/** A registry that does what the OCI distribution specification 1.1 says of pulling. */
export function startRegistry(
  local: LocalHosts,
  { referrers = 'api', filters = true, challenge }: RegistryManner = {},
): RegistryDouble {
  const digest = digestOf('the artifact');
  const stored = new Map<string, { readonly type: string; readonly text: string }>();
  const listed: { readonly [field: string]: unknown }[] = [];
  const instead = new Map<string, Respond>();

  const listing = (type: string | null): string =>
    JSON.stringify({
      schemaVersion: 2,
      mediaType: INDEX,
      manifests: listed.filter((item) => type === null || !filters || item['artifactType'] === type),
    });
  const find = (path: string, type: string | null): { type: string; text: string } | undefined => {
    if (path === `referrers/${digest}` && referrers === 'api') return { type: INDEX, text: listing(type) };
    const isTag = path === `manifests/${digest.replace(':', '-')}`;
    if (isTag && referrers === 'tag' && listed.length > 0) return { type: INDEX, text: listing(null) };
    return stored.get(path);
  };
  local.answers.set('registry.example.com', (request: IncomingMessage, response: ServerResponse) => {
    if (challenge !== undefined && request.headers.authorization !== `Bearer ${TOKEN}`)
      return void response.writeHead(401, { 'www-authenticate': challenge }).end();
    const url = new URL(request.url ?? '/', 'https://registry.example.com');
    const path = url.pathname.replace(`/v2/${NAME}/`, '');
    const type = url.searchParams.get('artifactType');
    const special = instead.get(path);
    if (special !== undefined) return special(request, response);
    const found = find(path, type);
    if (found === undefined) return void response.writeHead(404).end('{"errors":[{"code":"NOT_FOUND"}]}');
    const isFiltered = filters && type !== null && path.startsWith('referrers/');
    response.writeHead(200, {
      'content-type': found.type,
      ...(isFiltered ? { 'oci-filters-applied': 'artifactType' } : {}),
    });
    response.end(found.text);
  });

  return {
    artifact: `registry.example.com:${local.port}/${NAME}:1.0.0@${digest}`,
    digest,
    instead,
    attach: ({ type = 'application/vnd.cyclonedx+json', document, created, ...changes }) => {
      const blob = digestOf(document);
      stored.set(`blobs/${blob}`, { type: 'application/octet-stream', text: document });
      const text = JSON.stringify({
        schemaVersion: 2,
        mediaType: MANIFEST,
        artifactType: type,
        config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf('{}'), size: 2 },
        layers: [{ mediaType: type, digest: blob, size: document.length }],
        subject: { mediaType: MANIFEST, digest, size: 12 },
        ...changes.manifest,
      });
      stored.set(`manifests/${digestOf(text)}`, { type: MANIFEST, text });
      listed.push({
        mediaType: MANIFEST,
        artifactType: type,
        digest: digestOf(text),
        size: text.length,
        ...(created === undefined ? {} : { annotations: { 'org.opencontainers.image.created': created } }),
        ...changes.listed,
      });
      return blob;
    },
  };
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
