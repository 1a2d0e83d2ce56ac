import { PackageURL } from 'packageurl-js';

/** The parts of a package URL that policies go by. */
export interface PackageReference {
  /** `npm`, `pypi`, `golang` and so on. */
  readonly type: string;
  /** With its namespace: `@acme/forms`, `github.com/acme/forms`. */
  readonly name: string;
  readonly version: string | undefined;
  readonly qualifiers: Readonly<Record<string, string>>;
  /** Without version, qualifiers and subpath: the same in every version of an entry. */
  readonly bare: string;
}

const longestUrl = 2048;
const longestName = 200;

/** The package that a package URL names; undefined when it is none. */
export function readPackageUrl(text: string): PackageReference | undefined {
  if (text.length > longestUrl) return undefined;
  try {
    const { type, namespace, name, version, qualifiers } = PackageURL.fromString(text);
    if (!type || !name) return undefined;
    return {
      type,
      name: namespace ? `${namespace}${type === 'maven' ? ':' : '/'}${name}` : name,
      version: version ?? undefined,
      qualifiers: { ...qualifiers },
      bare: new PackageURL(type, namespace, name, null, null, null).toString(),
    };
  } catch {
    return undefined;
  }
}

/** What names a component in findings, the same in every version: its package URL where it has a good one. */
export function nameWithoutVersion(component: { readonly name: string; readonly purl?: string }): string {
  const reference = component.purl === undefined ? undefined : readPackageUrl(component.purl);
  return reference?.bare ?? component.name.slice(0, longestName);
}
