/** Small valid documents that a test changes where it matters. */
export function aCyclonedx(changes: object = {}): Record<string, unknown> {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: '2026-11-01T10:00:00Z',
      tools: { components: [{ type: 'application', name: 'builder', version: '2.0.0' }] },
      component: { type: 'application', 'bom-ref': 'app', name: 'invoice-scanner', version: '1.4.2' },
    },
    components: [
      {
        type: 'library',
        'bom-ref': 'left-pad',
        group: '@acme',
        name: 'left-pad',
        version: '1.3.0',
        purl: 'pkg:npm/%40acme/left-pad@1.3.0',
        licenses: [{ license: { id: 'MIT' } }],
        hashes: [{ alg: 'SHA-256', content: 'A'.repeat(64) }],
        supplier: { name: 'Acme' },
      },
    ],
    dependencies: [{ ref: 'app', dependsOn: ['left-pad'] }, { ref: 'left-pad' }],
    ...changes,
  };
}

export const cyclonedxXml = `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
  <metadata>
    <timestamp>2026-11-01T10:00:00Z</timestamp>
    <tools><components><component type="application"><name>builder</name><version>2.0.0</version></component></components></tools>
    <component type="application" bom-ref="app"><name>invoice-scanner</name><version>1.4.2</version></component>
  </metadata>
  <components>
    <component type="library" bom-ref="left-pad">
      <supplier><name>Acme</name></supplier>
      <group>@acme</group>
      <name>left-pad</name>
      <version>1.3.0</version>
      <hashes><hash alg="SHA-256">${'A'.repeat(64)}</hash></hashes>
      <licenses><license><id>MIT</id></license></licenses>
      <purl>pkg:npm/%40acme/left-pad@1.3.0</purl>
    </component>
  </components>
  <dependencies>
    <dependency ref="app"><dependency ref="left-pad"/></dependency>
    <dependency ref="left-pad"/>
  </dependencies>
</bom>
`;

export function anSpdx2(changes: object = {}): Record<string, unknown> {
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'invoice-scanner',
    documentNamespace: 'https://example.com/spdx/invoice-scanner-1.4.2',
    creationInfo: {
      created: '2026-11-01T10:00:00Z',
      creators: ['Tool: builder-2.0.0', 'Organization: Acme (sbom@example.com)'],
    },
    packages: [
      {
        SPDXID: 'SPDXRef-app',
        name: 'invoice-scanner',
        versionInfo: '1.4.2',
        downloadLocation: 'NOASSERTION',
      },
      {
        SPDXID: 'SPDXRef-left-pad',
        name: '@acme/left-pad',
        versionInfo: '1.3.0',
        supplier: 'Organization: Acme',
        downloadLocation: 'NOASSERTION',
        licenseConcluded: 'NOASSERTION',
        licenseDeclared: 'MIT',
        checksums: [{ algorithm: 'SHA256', checksumValue: 'a'.repeat(64) }],
        externalRefs: [
          {
            referenceCategory: 'PACKAGE-MANAGER',
            referenceType: 'purl',
            referenceLocator: 'pkg:npm/%40acme/left-pad@1.3.0',
          },
        ],
      },
    ],
    relationships: [
      {
        spdxElementId: 'SPDXRef-DOCUMENT',
        relationshipType: 'DESCRIBES',
        relatedSpdxElement: 'SPDXRef-app',
      },
      {
        spdxElementId: 'SPDXRef-app',
        relationshipType: 'DEPENDS_ON',
        relatedSpdxElement: 'SPDXRef-left-pad',
      },
    ],
    ...changes,
  };
}

export const tagValue = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: invoice-scanner
DocumentNamespace: https://example.com/spdx/invoice-scanner-1.4.2
Creator: Tool: builder-2.0.0
Creator: Organization: Acme (sbom@example.com)
Created: 2026-11-01T10:00:00Z
# What it is about
PackageName: invoice-scanner
SPDXID: SPDXRef-app
PackageVersion: 1.4.2
PackageDownloadLocation: NOASSERTION
PackageComment: <text>Two
lines.</text>
PackageName: @acme/left-pad
SPDXID: SPDXRef-left-pad
PackageVersion: 1.3.0
PackageSupplier: Organization: Acme
PackageDownloadLocation: NOASSERTION
PackageLicenseConcluded: NOASSERTION
PackageLicenseDeclared: MIT
PackageChecksum: SHA256: ${'a'.repeat(64)}
ExternalRef: PACKAGE-MANAGER purl pkg:npm/%40acme/left-pad@1.3.0
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app
Relationship: SPDXRef-app DEPENDS_ON SPDXRef-left-pad
`;

const base = 'https://example.com/spdx/';

export function anSpdx3(): Record<string, unknown> {
  const element = (type: string, id: string, fields: object): object => ({
    type,
    spdxId: `${base}${id}`,
    creationInfo: '_:creation',
    ...fields,
  });
  return {
    '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [
      {
        type: 'CreationInfo',
        '@id': '_:creation',
        specVersion: '3.0.1',
        created: '2026-11-01T10:00:00Z',
        createdBy: [`${base}acme`],
        createdUsing: [`${base}builder`],
      },
      element('Organization', 'acme', { name: 'Acme' }),
      element('Tool', 'builder', { name: 'builder-2.0.0' }),
      element('SpdxDocument', 'document', { rootElement: [`${base}app`] }),
      element('software_Package', 'app', { name: 'invoice-scanner', software_packageVersion: '1.4.2' }),
      element('software_Package', 'left-pad', {
        name: '@acme/left-pad',
        software_packageVersion: '1.3.0',
        software_packageUrl: 'pkg:npm/%40acme/left-pad@1.3.0',
        suppliedBy: `${base}acme`,
        verifiedUsing: [{ type: 'Hash', algorithm: 'sha256', hashValue: 'a'.repeat(64) }],
      }),
      element('simplelicensing_LicenseExpression', 'mit', { simplelicensing_licenseExpression: 'MIT' }),
      element('Relationship', 'licence', {
        relationshipType: 'hasDeclaredLicense',
        from: `${base}left-pad`,
        to: [`${base}mit`],
      }),
      element('Relationship', 'depends', {
        relationshipType: 'dependsOn',
        from: `${base}app`,
        to: [`${base}left-pad`],
      }),
    ],
  };
}
