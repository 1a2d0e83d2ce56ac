/** Where in the JSON form of SPDX 2 the value of a tag belongs. */
export type TagMeaning =
  /** Begins an object in a list of the document, and gives one of its fields. */
  | { readonly begins: Section; readonly field: string }
  /** A field of the object that was begun last. */
  | { readonly of: Section; readonly field: string; readonly as?: FieldForm };

export type FieldForm =
  | 'text'
  | 'texts'
  | 'boolean'
  | 'checksum'
  | 'reference'
  | 'verification-code'
  | 'ignored';

export type Section =
  | 'document'
  | 'creationInfo'
  | 'packages'
  | 'files'
  | 'snippets'
  | 'hasExtractedLicensingInfos'
  | 'externalDocumentRefs'
  | 'relationships'
  | 'annotations';

const field = (of: Section, name: string, as: FieldForm = 'text'): TagMeaning => ({ of, field: name, as });

/** Tags of SPDX 2.2 and 2.3. Those that have a meaning of their own, such as Relationship, are read elsewhere. */
export const tagMeanings: ReadonlyMap<string, TagMeaning> = new Map(
  Object.entries<TagMeaning>({
    SPDXVersion: field('document', 'spdxVersion'),
    DataLicense: field('document', 'dataLicense'),
    DocumentName: field('document', 'name'),
    DocumentNamespace: field('document', 'documentNamespace'),
    DocumentComment: field('document', 'comment'),
    Creator: field('creationInfo', 'creators', 'texts'),
    Created: field('creationInfo', 'created'),
    CreatorComment: field('creationInfo', 'comment'),
    LicenseListVersion: field('creationInfo', 'licenseListVersion'),
    PackageName: { begins: 'packages', field: 'name' },
    PackageVersion: field('packages', 'versionInfo'),
    PackageFileName: field('packages', 'packageFileName'),
    PackageSupplier: field('packages', 'supplier'),
    PackageOriginator: field('packages', 'originator'),
    PackageDownloadLocation: field('packages', 'downloadLocation'),
    FilesAnalyzed: field('packages', 'filesAnalyzed', 'boolean'),
    PackageVerificationCode: field('packages', 'packageVerificationCode', 'verification-code'),
    PackageChecksum: field('packages', 'checksums', 'checksum'),
    PackageHomePage: field('packages', 'homepage'),
    PackageSourceInfo: field('packages', 'sourceInfo'),
    PackageLicenseConcluded: field('packages', 'licenseConcluded'),
    PackageLicenseInfoFromFiles: field('packages', 'licenseInfoFromFiles', 'texts'),
    PackageLicenseDeclared: field('packages', 'licenseDeclared'),
    PackageLicenseComments: field('packages', 'licenseComments'),
    PackageCopyrightText: field('packages', 'copyrightText'),
    PackageSummary: field('packages', 'summary'),
    PackageDescription: field('packages', 'description'),
    PackageComment: field('packages', 'comment'),
    PackageAttributionText: field('packages', 'attributionTexts', 'texts'),
    ExternalRef: field('packages', 'externalRefs', 'reference'),
    ExternalRefComment: field('packages', 'externalRefs', 'ignored'),
    PrimaryPackagePurpose: field('packages', 'primaryPackagePurpose'),
    ReleaseDate: field('packages', 'releaseDate'),
    BuiltDate: field('packages', 'builtDate'),
    ValidUntilDate: field('packages', 'validUntilDate'),
    FileName: { begins: 'files', field: 'fileName' },
    FileType: field('files', 'fileTypes', 'texts'),
    FileChecksum: field('files', 'checksums', 'checksum'),
    LicenseConcluded: field('files', 'licenseConcluded'),
    LicenseInfoInFile: field('files', 'licenseInfoInFiles', 'texts'),
    LicenseComments: field('files', 'licenseComments'),
    FileCopyrightText: field('files', 'copyrightText'),
    FileComment: field('files', 'comment'),
    FileNotice: field('files', 'noticeText'),
    FileContributor: field('files', 'fileContributors', 'texts'),
    FileAttributionText: field('files', 'attributionTexts', 'texts'),
    FileDependency: field('files', 'fileDependencies', 'texts'),
    SnippetSPDXID: { begins: 'snippets', field: 'SPDXID' },
    SnippetFromFileSPDXID: field('snippets', 'snippetFromFile'),
    SnippetByteRange: field('snippets', 'ranges', 'ignored'),
    SnippetLineRange: field('snippets', 'ranges', 'ignored'),
    SnippetLicenseConcluded: field('snippets', 'licenseConcluded'),
    LicenseInfoInSnippet: field('snippets', 'licenseInfoInSnippets', 'texts'),
    SnippetLicenseComments: field('snippets', 'licenseComments'),
    SnippetCopyrightText: field('snippets', 'copyrightText'),
    SnippetComment: field('snippets', 'comment'),
    SnippetName: field('snippets', 'name'),
    SnippetAttributionText: field('snippets', 'attributionTexts', 'texts'),
    LicenseID: { begins: 'hasExtractedLicensingInfos', field: 'licenseId' },
    ExtractedText: field('hasExtractedLicensingInfos', 'extractedText'),
    LicenseName: field('hasExtractedLicensingInfos', 'name'),
    LicenseCrossReference: field('hasExtractedLicensingInfos', 'seeAlsos', 'texts'),
    LicenseComment: field('hasExtractedLicensingInfos', 'comment'),
    RelationshipComment: field('relationships', 'comment'),
    Annotator: { begins: 'annotations', field: 'annotator' },
    AnnotationDate: field('annotations', 'annotationDate'),
    AnnotationType: field('annotations', 'annotationType'),
    AnnotationComment: field('annotations', 'comment'),
    SPDXREF: field('annotations', 'SPDXREF', 'ignored'),
  }),
);
