import type { Place } from '@souk/model/finding/draft-finding.ts';
import type { PackageReference } from './read-package-url.ts';

/** Something that an entry is made of, from its bill of materials or from a lock file. */
export interface Dependency extends Pick<PackageReference, 'type' | 'name' | 'version' | 'bare'> {
  /** Where it is fetched from, as far as that is written down. */
  readonly origin: string | undefined;
  /** Undefined where its kind has none, as for a folder of the entry itself. */
  readonly isHashed: boolean | undefined;
  /** When it was released. */
  readonly published: Date | undefined;
  readonly place: Place;
}
