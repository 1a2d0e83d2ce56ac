import { onValue } from '@souk/model/finding/draft-finding.ts';
import { quoteList } from '@souk/model/finding/suggest.ts';
import { cyclonedxVersions } from './cyclonedx/cyclonedx-schemas.ts';
import type { DeclaredFormat } from './detect-format.ts';
import type { SbomFormat } from './sbom.ts';
import type { DocumentProblem } from './sbom-document.ts';
import { spdxVersions } from './spdx/spdx-schemas.ts';

export const formatTitles: Readonly<Record<SbomFormat, string>> = { cyclonedx: 'CycloneDX', spdx: 'SPDX' };

export function unknownFormat(): DocumentProblem {
  return {
    rule: 'sbom/unknown-format',
    message: 'The document is neither CycloneDX (JSON or XML) nor SPDX (JSON, JSON-LD or tag-value).',
    help: 'Generate it anew: souk sbom generate, npm sbom, cdxgen and syft write formats that are known.',
    place: onValue(''),
  };
}

export function unknownVersion({ format, specVersion }: DeclaredFormat): DocumentProblem {
  const known: readonly string[] = format === 'cyclonedx' ? cyclonedxVersions : spdxVersions;
  return {
    rule: 'sbom/unknown-format',
    message: `${formatTitles[format]} ${specVersion.slice(0, 20)} is not a version that is read; expected ${quoteList(known)}.`,
    help: 'Have the generator write one of these versions.',
    place: onValue(format === 'cyclonedx' ? '/specVersion' : ''),
  };
}
