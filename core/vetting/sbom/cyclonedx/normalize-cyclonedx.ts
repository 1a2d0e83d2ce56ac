import { appendPointer } from '@souk/model/finding/json-pointer.ts';
import { fieldOf, listOf, present, textOf, textsOf } from '../json-fields.ts';
import { readHash } from '../read-hash.ts';
import type { Sbom, SbomComponent, SbomSubject } from '../sbom.ts';
import type { PlacedValue } from '../sbom-document.ts';

/** @param document one that its schema holds valid */
export function normalizeCyclonedx(
  document: PlacedValue,
  { specVersion, encoding }: Pick<Sbom, 'specVersion' | 'encoding'>,
): Sbom {
  const { value } = document;
  const metadata = fieldOf(value, 'metadata');
  const subject = fieldOf(metadata, 'component');
  const subjectPointer = '/metadata/component';
  return {
    format: 'cyclonedx',
    specVersion,
    encoding,
    ...present({
      subject: subject === undefined ? undefined : readSubject(subject, subjectPointer, metadata, document),
      timestamp: textOf(metadata, 'timestamp'),
    }),
    components: [
      ...readComponents(subject, subjectPointer, document),
      ...readComponents(value, '', document),
    ],
    dependencies: readDependencies(value),
    authors: readAuthors(metadata),
    tools: readTools(metadata),
  };
}

function readSubject(
  component: unknown,
  pointer: string,
  metadata: unknown,
  document: PlacedValue,
): SbomSubject {
  const { ref, name, version, purl, supplier, hashes, place } = readComponent(component, pointer, document);
  const supplied = supplier ?? organisationOf(metadata, 'supplier');
  return { ref, name, hashes, place, ...present({ version, purl, supplier: supplied }) };
}

/** Components hold components: the list is flat, in the order of the document. */
function readComponents(parent: unknown, pointer: string, document: PlacedValue): SbomComponent[] {
  return listOf(parent, 'components').flatMap((component, i) => {
    const at = appendPointer(`${pointer}/components`, i);
    return [readComponent(component, at, document), ...readComponents(component, at, document)];
  });
}

function readComponent(component: unknown, pointer: string, document: PlacedValue): SbomComponent {
  const group = textOf(component, 'group');
  const name = textOf(component, 'name') ?? '';
  return {
    ref: textOf(component, 'bom-ref') ?? `#${pointer}`,
    name: group === undefined ? name : `${group}/${name}`,
    licenses: listOf(component, 'licenses').flatMap(readLicense),
    hashes: readHashes(component),
    place: document.placeOf(pointer),
    ...present({
      version: textOf(component, 'version'),
      purl: textOf(component, 'purl'),
      cpe: textOf(component, 'cpe'),
      supplier:
        organisationOf(component, 'supplier') ??
        organisationOf(component, 'manufacturer') ??
        textOf(component, 'publisher'),
      type: textOf(component, 'type'),
      scope: readScope(component),
      published: textOf(fieldOf(component, 'releaseNotes'), 'timestamp'),
    }),
  };
}

function readLicense(choice: unknown): readonly string[] {
  const license = fieldOf(choice, 'license');
  const named = textOf(choice, 'expression') ?? textOf(license, 'id') ?? textOf(license, 'name');
  return named === undefined ? [] : [named];
}

function readHashes(component: unknown): SbomComponent['hashes'] {
  return Object.fromEntries(
    listOf(component, 'hashes').flatMap((hash) => readHash(textOf(hash, 'alg'), textOf(hash, 'content'))),
  );
}

function readScope(component: unknown): SbomComponent['scope'] {
  const scope = textOf(component, 'scope');
  return scope === 'required' || scope === 'optional' || scope === 'excluded' ? scope : undefined;
}

function readDependencies(value: unknown): Sbom['dependencies'] {
  const edges = new Map<string, Set<string>>();
  for (const dependency of listOf(value, 'dependencies')) {
    const ref = textOf(dependency, 'ref');
    if (ref === undefined) continue;
    const targets = edges.get(ref) ?? new Set();
    for (const target of textsOf(dependency, 'dependsOn')) targets.add(target);
    edges.set(ref, targets);
  }
  return Object.fromEntries([...edges].map(([ref, targets]) => [ref, [...targets]]));
}

function readAuthors(metadata: unknown): readonly string[] {
  const persons = listOf(metadata, 'authors').flatMap(
    (author) => textOf(author, 'name') ?? textOf(author, 'email') ?? [],
  );
  const maker = organisationOf(metadata, 'manufacturer') ?? organisationOf(metadata, 'manufacture');
  return maker === undefined ? persons : [...persons, maker];
}

/** A list up to 1.4; from 1.5 on an object with components and services. */
function readTools(metadata: unknown): readonly string[] {
  const tools = fieldOf(metadata, 'tools');
  const items = Array.isArray(tools) ? tools : [...listOf(tools, 'components'), ...listOf(tools, 'services')];
  return items.flatMap((tool) => {
    const name = textOf(tool, 'name');
    return name === undefined ? [] : [[name, textOf(tool, 'version')].filter(Boolean).join(' ')];
  });
}

function organisationOf(value: unknown, name: string): string | undefined {
  return textOf(fieldOf(value, name), 'name');
}
