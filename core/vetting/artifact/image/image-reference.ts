/** The parts of an image reference, with the registry that Docker assumes written out. */
export interface ImageReference {
  readonly registry: string;
  /** Path within the registry. */
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Reads `registry/path:tag@digest`; a reference without a registry means Docker Hub, as all tools take it. */
export function readImage(text: string): ImageReference {
  const at = text.indexOf('@');
  const named = at === -1 ? text : text.slice(0, at);
  const digest = at === -1 ? undefined : text.slice(at + 1);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const name = hasTag ? named.slice(0, colon) : named;
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  if (first.includes('.') || first.includes(':') || first === 'localhost') {
    return { registry: first.toLowerCase(), path: name.slice(slash + 1), tag, digest };
  }
  return { registry: 'docker.io', path: slash === -1 ? `library/${name}` : name, tag, digest };
}

export function isPinned({ digest }: ImageReference): boolean {
  return digest !== undefined && /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(digest);
}

/** Whether the image moves with every release of its maker. */
export function isLatest({ tag, digest }: ImageReference): boolean {
  return digest === undefined && (tag === undefined || tag === 'latest');
}

export function nameOf({ registry, path }: ImageReference): string {
  return `${registry}/${path}`;
}

/** Whether an image lies in one of the places: each a registry, or a registry and the start of a path. */
export function comesFrom(image: ImageReference, places: readonly string[]): boolean {
  const name = nameOf(image);
  return places.some((place) => {
    const start = place.replace(/\/+$/, '');
    return name === start || name.startsWith(`${start}/`);
  });
}
