import { isPinned, readImage } from '../../artifact/image/image-reference.ts';

/** An artifact in a registry. */
export interface Artifact {
  /** Host, with port where it has one, that answers the API. */
  readonly host: string;
  /** Path within the registry. */
  readonly name: string;
  /** `sha256:` or `sha512:` and hex. */
  readonly digest: string;
}

const hostForm = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$/;
const nameForm = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;

/** Reads `registry/path:tag@digest`; undefined for what can be no part of a request. */
export function parseArtifact(reference: string): Artifact | undefined {
  const image = readImage(reference.replace(/^[a-z]+:\/\//, ''));
  const { registry, path: name, digest } = image;
  if (digest === undefined || !isPinned(image) || !hostForm.test(registry) || !nameForm.test(name))
    return undefined;
  return { host: registry === 'docker.io' ? 'registry-1.docker.io' : registry, name, digest };
}
