import { appendPointer } from '@souk/model/finding/json-pointer.ts';
import { fieldOf, listOf, present, textOf, textsOf } from '../json-fields.ts';
import { readHash } from '../read-hash.ts';
import type { Sbom, SbomComponent } from '../sbom.ts';
import type { PlacedValue } from '../sbom-document.ts';
import { subjectOf } from './described-subject.ts';
import { type Relation, readRelations } from './spdx-relations.ts';

/** @param document of SPDX 2.2 or 2.3, in the JSON form, that its schema holds valid */
export function normalizeSpdx2(
  document: PlacedValue,
  { specVersion, encoding }: Pick<Sbom, 'specVersion' | 'encoding'>,
): Sbom {
  const { value } = document;
  const relations = listOf(value, 'relationships').flatMap((relation): Relation[] => {
    const from = textOf(relation, 'spdxElementId');
    const to = textOf(relation, 'relatedSpdxElement');
    const type = textOf(relation, 'relationshipType');
    return from === undefined || to === undefined || type === undefined ? [] : [{ from, to, type }];
  });
  const { dependencies, described, scopes } = readRelations(relations, textOf(value, 'SPDXID') ?? '');
  const packages = listOf(value, 'packages').map((item, i) =>
    readPackage(item, appendPointer('/packages', i), document, scopes),
  );
  const subject = subjectOf(packages, new Set([...textsOf(value, 'documentDescribes'), ...described]));
  const creation = fieldOf(value, 'creationInfo');
  const creators = textsOf(creation, 'creators');
  return {
    format: 'spdx',
    specVersion,
    encoding,
    ...present({ subject, timestamp: textOf(creation, 'created') }),
    components: packages.filter(({ ref }) => ref !== subject?.ref),
    dependencies,
    authors: creators
      .filter((creator) => !creator.startsWith('Tool:'))
      .flatMap((creator) => agentName(creator) ?? []),
    tools: creators
      .filter((creator) => creator.startsWith('Tool:'))
      .flatMap((creator) => agentName(creator) ?? []),
  };
}

function readPackage(
  item: unknown,
  pointer: string,
  document: PlacedValue,
  scopes: ReadonlyMap<string, SbomComponent['scope']>,
): SbomComponent {
  const ref = textOf(item, 'SPDXID') ?? `#${pointer}`;
  const references = listOf(item, 'externalRefs');
  const locator = (type: RegExp): string | undefined =>
    textOf(
      references.find((reference) => type.test(textOf(reference, 'referenceType') ?? '')),
      'referenceLocator',
    );
  return {
    ref,
    name: textOf(item, 'name') ?? '',
    licenses: readLicenses(item),
    hashes: Object.fromEntries(
      listOf(item, 'checksums').flatMap((checksum) =>
        readHash(textOf(checksum, 'algorithm'), textOf(checksum, 'checksumValue')),
      ),
    ),
    place: document.placeOf(pointer),
    ...present({
      version: asserted(textOf(item, 'versionInfo')),
      purl: locator(/^purl$/),
      cpe: locator(/^cpe2[23](Type)?$/i),
      supplier: agentName(textOf(item, 'supplier')),
      type: textOf(item, 'primaryPackagePurpose')?.toLowerCase().replaceAll('_', '-'),
      scope: scopes.get(ref),
      published: textOf(item, 'releaseDate'),
    }),
  };
}

/** The licence that somebody concluded counts before the one that the package declares. */
function readLicenses(item: unknown): readonly string[] {
  const license = asserted(textOf(item, 'licenseConcluded')) ?? asserted(textOf(item, 'licenseDeclared'));
  return license === undefined ? [] : [license];
}

function asserted(text: string | undefined): string | undefined {
  return text === 'NOASSERTION' || text === 'NONE' ? undefined : text;
}

/** `Organization: Acme (ops@acme.example)` is Acme. */
function agentName(agent: string | undefined): string | undefined {
  const name = asserted(agent)
    ?.replace(/^(?:Person|Organization|Tool):/, '')
    .trim();
  const mail = name === undefined ? -1 : name.indexOf('(');
  const short = mail > 0 ? name?.slice(0, mail).trim() : name;
  return short === '' ? undefined : short;
}
