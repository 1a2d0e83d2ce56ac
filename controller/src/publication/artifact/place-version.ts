/** Where a version lies in a registry. */
export interface RegistryPlace {
  /** Path below the host. */
  readonly repository: string;
  readonly tag: string;
  /** The whole of it, such as `registry.example.com/souk/app/crm:1.2.0`. */
  readonly reference: string;
}

const LONGEST_TAG = 128;

/**
 * The place of a version. Tags know no `+`, so build metadata follows an underscore, which versions know none of.
 * Undefined for a version that is too long for a tag.
 *
 * @param base host and path that entries are put under
 */
export function placeVersion(
  base: string,
  { kind, id, version }: { readonly kind: string; readonly id: string; readonly version: string },
): RegistryPlace | undefined {
  const tag = version.replaceAll('+', '_');
  if (tag.length > LONGEST_TAG) return undefined;
  const full = `${base}/${kind.toLowerCase()}/${id}`;
  return { repository: full.slice(full.indexOf('/') + 1), tag, reference: `${full}:${tag}` };
}
