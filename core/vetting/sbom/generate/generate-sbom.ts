import { createHash } from 'node:crypto';
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import parseExpression from 'spdx-expression-parse';
import type { Part, PartList } from './part-list.ts';

/** What a generated document is about. */
export interface GeneratedSubject {
  readonly name: string;
  readonly version: string;
  /** Hex of the digest of the artifact, where it is known. */
  readonly sha256?: string;
  /** Who gives the software out. */
  readonly supplier?: string;
}

export interface GeneratedBy {
  readonly name: string;
  readonly version: string;
}

/**
 * Writes a CycloneDX 1.6 document in JSON. The same values give the same bytes: lists are sorted, and the serial number
 * comes from the content.
 */
export function generateSbom(
  subject: GeneratedSubject,
  list: PartList,
  { timestamp, tool }: { readonly timestamp: Date; readonly tool: GeneratedBy },
): string {
  const bom = new Models.Bom({ metadata: assembleMetadata(subject, timestamp, tool) });
  const components = new Map(list.parts.map((part) => [part.purl, assembleComponent(part)]));
  for (const { purl, dependsOn } of list.parts) link(components.get(purl), dependsOn, components);
  link(bom.metadata.component, list.direct, components);
  for (const component of components.values()) bom.components.add(component);
  bom.serialNumber = serialNumberOf(serialize(bom));
  return `${serialize(bom)}\n`;
}

function assembleMetadata(
  { name, version, sha256, supplier }: GeneratedSubject,
  timestamp: Date,
  tool: GeneratedBy,
): Models.Metadata {
  const organisation =
    supplier === undefined ? {} : { supplier: new Models.OrganizationalEntity({ name: supplier }) };
  return new Models.Metadata({
    timestamp,
    lifecycles: new Models.LifecycleRepository([Enums.LifecyclePhase.PreBuild]),
    tools: new Models.Tools({
      components: new Models.ComponentRepository([
        new Models.Component(Enums.ComponentType.Application, tool.name, { version: tool.version }),
      ]),
    }),
    component: new Models.Component(Enums.ComponentType.Application, name, {
      bomRef: SUBJECT_REF,
      version,
      ...(sha256 === undefined
        ? {}
        : { hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], sha256]]) }),
      ...organisation,
    }),
    ...organisation,
  });
}

const SUBJECT_REF = 'subject';

function assembleComponent(part: Part): Models.Component {
  const { purl, type, group, name, version, license, hashes, optional } = part;
  return new Models.Component(componentTypes[type], name, {
    bomRef: purl,
    purl,
    scope: optional ? Enums.ComponentScope.Optional : Enums.ComponentScope.Required,
    hashes: new Models.HashDictionary(
      algorithms.flatMap((name) => {
        const hash = hashes[name];
        return hash === undefined ? [] : [[name, hash]];
      }),
    ),
    licenses: new Models.LicenseRepository(license === undefined ? [] : [licenses.makeFromString(license)]),
    ...(group === undefined ? {} : { group }),
    ...(version === undefined ? {} : { version }),
  });
}

const componentTypes = {
  library: Enums.ComponentType.Library,
  container: Enums.ComponentType.Container,
} as const satisfies Record<Part['type'], Enums.ComponentType>;

const algorithms = Object.values(Enums.HashAlgorithm);
const licenses = new Contrib.License.Factories.LicenseFactory(parseExpression);

function link(
  from: Models.Component | undefined,
  purls: readonly string[],
  components: ReadonlyMap<string, Models.Component>,
): void {
  for (const purl of purls) {
    const target = components.get(purl);
    if (target !== undefined) from?.dependencies.add(target.bomRef);
  }
}

function serialize(bom: Models.Bom): string {
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 2 });
}

/** A UUID of version 8, which RFC 9562 leaves to the maker, out of a hash of the content. */
function serialNumberOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}`;
}
