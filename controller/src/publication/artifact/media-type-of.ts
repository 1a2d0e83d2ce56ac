import type { PublishedDocument } from './list-documents.ts';

const JSON_SBOM = 'application/vnd.cyclonedx+json';
const SIGSTORE = /^application\/vnd\.dev\.sigstore\.bundle[\w.+;=-]*$/;

/** How registries call a document, by what is in it: other tools find it by that. */
export function mediaTypeOf({ role }: Pick<PublishedDocument, 'role'>, bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  const json = readJson(text);
  return role === 'sbom' ? sbomType(json, text) : attestationType(json);
}

function sbomType(json: object | undefined, text: string): string {
  if (json !== undefined)
    return 'spdxVersion' in json || '@graph' in json ? 'application/spdx+json' : JSON_SBOM;
  return text.trimStart().startsWith('<') ? 'application/vnd.cyclonedx+xml' : 'text/spdx';
}

function attestationType(json: object | undefined): string {
  if (json === undefined) return 'application/vnd.souk.attestation.v1';
  if ('mediaType' in json && typeof json.mediaType === 'string' && SIGSTORE.test(json.mediaType))
    return 'application/vnd.dev.sigstore.bundle.v0.3+json';
  if ('payloadType' in json && 'signatures' in json) return 'application/vnd.dsse.envelope.v1+json';
  return '_type' in json ? 'application/vnd.in-toto+json' : 'application/vnd.souk.attestation.v1';
}

function readJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
