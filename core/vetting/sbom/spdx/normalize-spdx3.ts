import { appendPointer } from '@souk/model/finding/json-pointer.ts';
import { fieldOf, isRecord, listOf, present, textOf, textsOf } from '../json-fields.ts';
import { readHash } from '../read-hash.ts';
import type { Sbom, SbomComponent } from '../sbom.ts';
import type { PlacedValue } from '../sbom-document.ts';
import { subjectOf } from './described-subject.ts';
import { type Relation, readRelations } from './spdx-relations.ts';

interface Graph {
  readonly elements: readonly unknown[];
  readonly byId: ReadonlyMap<string, unknown>;
  /** Licence texts by the id of what they hold for; what somebody concluded first. */
  readonly licenses: ReadonlyMap<string, string>;
}

/** @param document of SPDX 3.0, in JSON-LD, that its schema holds valid */
export function normalizeSpdx3(
  document: PlacedValue,
  { specVersion, encoding }: Pick<Sbom, 'specVersion' | 'encoding'>,
): Sbom {
  const elements = listOf(document.value, '@graph');
  const byId = new Map(
    elements.flatMap((element): [string, unknown][] => {
      const id = textOf(element, 'spdxId') ?? textOf(element, '@id');
      return id === undefined ? [] : [[id, element]];
    }),
  );
  const relations = elements.filter((element) => /Relationship$/.test(typeOf(element))).flatMap(relationsOf);
  const graph: Graph = { elements, byId, licenses: readLicenses(relations, byId) };
  const spdxDocument = elements.find((element) => typeOf(element) === 'SpdxDocument');
  const boms = elements.filter((element) => /^(software_Sbom|Bom)$/.test(typeOf(element)));
  const { dependencies, described, scopes } = readRelations(relations, textOf(spdxDocument, 'spdxId') ?? '');
  const packages = elements.flatMap((element, i) =>
    typeOf(element).endsWith('Package')
      ? [readPackage(element, appendPointer('/@graph', i), graph, document, scopes)]
      : [],
  );
  const roots = [spdxDocument, ...boms].flatMap((root) => textsOf(root, 'rootElement'));
  const subject = subjectOf(packages, new Set([...roots, ...described]));
  const creation = creationOf(spdxDocument ?? boms[0], graph);
  return {
    format: 'spdx',
    specVersion,
    encoding,
    ...present({ subject, timestamp: textOf(creation, 'created') }),
    components: packages.filter(({ ref }) => ref !== subject?.ref),
    dependencies,
    authors: textsOf(creation, 'createdBy').flatMap((id) => nameOf(id, graph) ?? []),
    tools: textsOf(creation, 'createdUsing').flatMap((id) => nameOf(id, graph) ?? []),
  };
}

function readPackage(
  item: unknown,
  pointer: string,
  graph: Graph,
  document: PlacedValue,
  scopes: ReadonlyMap<string, SbomComponent['scope']>,
): SbomComponent {
  const ref = textOf(item, 'spdxId') ?? `#${pointer}`;
  const license = graph.licenses.get(ref);
  const supplier = textOf(item, 'suppliedBy');
  return {
    ref,
    name: textOf(item, 'name') ?? '',
    licenses: license === undefined ? [] : [license],
    hashes: Object.fromEntries(
      listOf(item, 'verifiedUsing').flatMap((hash) =>
        readHash(textOf(hash, 'algorithm'), textOf(hash, 'hashValue')),
      ),
    ),
    place: document.placeOf(pointer),
    ...present({
      version: textOf(item, 'software_packageVersion'),
      purl: textOf(item, 'software_packageUrl') ?? identifierOf(item, /^packageUrl$/),
      cpe: identifierOf(item, /^cpe2[23]$/),
      supplier: supplier === undefined ? undefined : nameOf(supplier, graph),
      type: textOf(item, 'software_primaryPurpose'),
      scope: scopes.get(ref),
      published: textOf(item, 'releaseTime'),
    }),
  };
}

function relationsOf(element: unknown): Relation[] {
  const from = textOf(element, 'from');
  const type = textOf(element, 'relationshipType');
  return from === undefined || type === undefined
    ? []
    : textsOf(element, 'to').map((to) => ({ from, to, type, ...readScope(element) }));
}

/** Of a dependency that is there while the software is made, and not when it runs. */
function readScope(relationship: unknown): Pick<Relation, 'scope'> {
  const scope = textOf(relationship, 'scope');
  return scope === 'development' || scope === 'build' || scope === 'test' ? { scope: 'excluded' } : {};
}

function readLicenses(relations: readonly Relation[], byId: Graph['byId']): ReadonlyMap<string, string> {
  const licenses = new Map<string, string>();
  for (const wanted of ['hasDeclaredLicense', 'hasConcludedLicense']) {
    for (const { from, to, type } of relations) {
      const text = type === wanted ? licenseText(to, byId) : undefined;
      if (text !== undefined) licenses.set(from, text);
    }
  }
  return licenses;
}

/** An expression in the document, or the last part of an address such as `https://spdx.org/licenses/MIT`. */
function licenseText(id: string, byId: Graph['byId']): string | undefined {
  const element = byId.get(id);
  const written = textOf(element, 'simplelicensing_licenseExpression') ?? textOf(element, 'name');
  if (written !== undefined) return written === 'NOASSERTION' || written === 'NONE' ? undefined : written;
  return id.startsWith('https://spdx.org/licenses/') ? id.split('/').at(-1) : undefined;
}

function identifierOf(item: unknown, type: RegExp): string | undefined {
  const identifiers = listOf(item, 'externalIdentifier');
  return textOf(
    identifiers.find((identifier) => type.test(textOf(identifier, 'externalIdentifierType') ?? '')),
    'identifier',
  );
}

/** Written in place, or named and shared. */
function creationOf(element: unknown, { byId, elements }: Graph): unknown {
  const creation = fieldOf(element, 'creationInfo');
  if (isRecord(creation)) return creation;
  return typeof creation === 'string'
    ? byId.get(creation)
    : elements.find((other) => typeOf(other) === 'CreationInfo');
}

function nameOf(id: string, { byId }: Graph): string | undefined {
  return textOf(byId.get(id), 'name');
}

function typeOf(element: unknown): string {
  return textOf(element, 'type') ?? textOf(element, '@type') ?? '';
}
