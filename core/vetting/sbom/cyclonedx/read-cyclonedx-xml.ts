import type { Place } from '@souk/model/finding/draft-finding.ts';
import { appendPointer } from '@souk/model/finding/json-pointer.ts';
import { type XmlDocument, XmlElement } from 'libxml2-wasm';
import { type JsonRecord, present } from '../json-fields.ts';
import type { PlacedValue } from '../sbom-document.ts';

/**
 * The parts of a CycloneDX XML document that a bill of materials is read from, in the shape of the JSON form. Recurses
 * as deep as components nest; the parser has limited that.
 */
export function readCyclonedxXml(xml: XmlDocument, placeOfLine: (line: number) => Place): PlacedValue {
  const lines = new Map<string, number>();
  const components = (parent: XmlElement, pointer: string): readonly JsonRecord[] =>
    childrenOf(parent, 'components', 'component').map((element, i) =>
      component(element, appendPointer(`${pointer}/components`, i)),
    );
  const component = (element: XmlElement, pointer: string): JsonRecord => {
    lines.set(pointer, element.line);
    return present({
      type: element.attr('type')?.value,
      'bom-ref': element.attr('bom-ref')?.value,
      ...readTexts(element, ['publisher', 'group', 'name', 'version', 'scope', 'purl', 'cpe']),
      supplier: readOrganisation(element, 'supplier'),
      manufacturer: readOrganisation(element, 'manufacturer'),
      hashes: childrenOf(element, 'hashes', 'hash').map((hash) => ({
        alg: hash.attr('alg')?.value,
        content: hash.content.trim(),
      })),
      licenses: readLicenses(element),
      releaseNotes: mapChild(element, 'releaseNotes', (notes) => readTexts(notes, ['timestamp'])),
      components: components(element, pointer),
    });
  };
  const { root } = xml;
  const metadata = mapChild(root, 'metadata', (element) =>
    present({
      ...readTexts(element, ['timestamp']),
      authors: childrenOf(element, 'authors', 'author').map((author) => readTexts(author, ['name', 'email'])),
      tools: [
        ...childrenOf(element, 'tools', 'tool'),
        ...elementsIn(child(child(element, 'tools'), 'components'), 'component'),
      ].map((tool) => readTexts(tool, ['name', 'version'])),
      supplier: readOrganisation(element, 'supplier'),
      manufacture: readOrganisation(element, 'manufacture'),
      manufacturer: readOrganisation(element, 'manufacturer'),
      component: mapChild(element, 'component', (subject) => component(subject, '/metadata/component')),
    }),
  );
  return {
    value: present({
      metadata,
      components: components(root, ''),
      dependencies: childrenOf(root, 'dependencies', 'dependency').map((dependency) => ({
        ref: dependency.attr('ref')?.value,
        dependsOn: elementsIn(dependency, 'dependency').map((other) => other.attr('ref')?.value),
      })),
    }),
    placeOf: (pointer) => placeOfLine(lines.get(pointer) ?? 1),
  };
}

function readLicenses(element: XmlElement): readonly JsonRecord[] {
  return elementsIn(child(element, 'licenses')).map((choice) =>
    choice.name === 'expression'
      ? { expression: choice.content.trim() }
      : { license: readTexts(choice, ['id', 'name']) },
  );
}

function readOrganisation(element: XmlElement, name: string): JsonRecord | undefined {
  return mapChild(element, name, (organisation) => readTexts(organisation, ['name']));
}

function readTexts(element: XmlElement, names: readonly string[]): JsonRecord {
  const found = elementsIn(element).filter(({ name }) => names.includes(name));
  return Object.fromEntries(found.map(({ name, content }) => [name, content.trim()]));
}

function childrenOf(parent: XmlElement, list: string, item: string): readonly XmlElement[] {
  return elementsIn(child(parent, list), item);
}

function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return elementsIn(parent, name)[0];
}

function mapChild<T>(parent: XmlElement, name: string, read: (element: XmlElement) => T): T | undefined {
  const element = child(parent, name);
  return element === undefined ? undefined : read(element);
}

/** Those of another namespace are extensions, which the schema allows anywhere: a `<x:purl>` is no package URL. */
function elementsIn(parent: XmlElement | undefined, name?: string): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  for (let node = parent?.firstChild ?? null; node !== null; node = node.next) {
    if (!(node instanceof XmlElement) || node.namespaceUri !== parent?.namespaceUri) continue;
    if (name === undefined || node.name === name) elements.push(node);
  }
  return elements;
}
