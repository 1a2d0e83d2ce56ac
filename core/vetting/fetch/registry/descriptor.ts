import { createHash } from 'node:crypto';
import { fieldOf, textOf } from '../../sbom/json-fields.ts';
import { FetchError } from '../fetch-error.ts';

/** How manifests name what else lies in the registry. */
export interface Descriptor {
  readonly digest: string;
  readonly mediaType: string | undefined;
  readonly artifactType: string | undefined;
  readonly created: string;
}

/** Reads a descriptor; undefined without a digest that can be checked. */
export function readDescriptor(value: unknown): Descriptor | undefined {
  const digest = textOf(value, 'digest');
  if (digest === undefined || !/^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(digest))
    return undefined;
  return {
    digest,
    mediaType: textOf(value, 'mediaType'),
    artifactType: textOf(value, 'artifactType'),
    created: textOf(fieldOf(value, 'annotations'), 'org.opencontainers.image.created') ?? '',
  };
}

/** @throws {FetchError} `digest` when the bytes are not those that were promised */
export function checkBytes(bytes: Uint8Array, digest: string, what: string): Uint8Array {
  const [algorithm = ''] = digest.split(':');
  const found = `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
  if (found === digest) return bytes;
  throw new FetchError('digest', `${what} has the digest ${found}; expected ${digest}.`);
}
