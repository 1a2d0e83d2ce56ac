import type { Sbom, SbomComponent } from '../sbom/sbom.ts';
import type { Dependency } from './dependency.ts';
import { readPackageUrl } from './read-package-url.ts';

/** Components with a package URL; what has none comes from no registry. */
export function listDependencies({ components }: Pick<Sbom, 'components'>): Dependency[] {
  return components.flatMap((component) => {
    const reference = component.purl === undefined ? undefined : readPackageUrl(component.purl);
    if (reference === undefined) return [];
    const { type, name, bare, qualifiers } = reference;
    return [
      {
        type,
        name,
        bare,
        version: reference.version ?? component.version,
        origin: qualifiers['repository_url'] ?? qualifiers['download_url'] ?? qualifiers['vcs_url'],
        isHashed: Object.keys(component.hashes).length > 0 || qualifiers['checksum'] !== undefined,
        published: readDate(component),
        place: component.place,
      },
    ];
  });
}

function readDate({ published }: SbomComponent): Date | undefined {
  const date = new Date(published ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
