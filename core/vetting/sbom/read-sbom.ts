import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { isCyclonedxVersion } from './cyclonedx/cyclonedx-schemas.ts';
import { normalizeCyclonedx } from './cyclonedx/normalize-cyclonedx.ts';
import { decodeDocument } from './decode-document.ts';
import { type DeclaredFormat, detectEncoding, detectJsonFormat, type Encoding } from './detect-format.ts';
import { explainViolations } from './explain-violation.ts';
import { formatTitles, unknownFormat, unknownVersion } from './format-problems.ts';
import type { Violations } from './linear-ajv.ts';
import { parseJson } from './parse-json.ts';
import type { ParsedDocument, SbomReading } from './sbom-document.ts';
import type { SbomSettings } from './sbom-settings.ts';
import type { SchemaValidators } from './schema-validators.ts';
import { normalizeSpdx2 } from './spdx/normalize-spdx2.ts';
import { normalizeSpdx3 } from './spdx/normalize-spdx3.ts';
import { parseTagValue } from './spdx/parse-tag-value.ts';
import { isSpdxVersion } from './spdx/spdx-schemas.ts';

/** Reads a document of any format that is known, holds it against the official schema and brings it into one form. */
export async function readSbom(
  bytes: Uint8Array,
  settings: SbomSettings,
  validators: SchemaValidators,
): Promise<SbomReading> {
  const decoded = decodeDocument(bytes, settings);
  if (!decoded.ok) return { ok: false, problems: [decoded.problem] };
  const { text } = decoded;
  const encoding = detectEncoding(text);
  if (encoding === undefined) return { ok: false, problems: [unknownFormat()] };
  if (encoding === 'xml') {
    const { readXmlSbom } = await import('./cyclonedx/read-xml-sbom.ts');
    return limitComponents(await readXmlSbom(text, settings, validators), settings);
  }
  const parsed = encoding === 'json' ? parseJson(text, settings) : parseTagValue(text);
  if (!parsed.ok) return parsed;
  const declared = detectJsonFormat(parsed.document.value);
  if (declared === undefined) return { ok: false, problems: [unknownFormat()] };
  const reading = await readJsonForm(parsed.document, { ...declared, encoding }, settings, validators);
  return limitComponents(reading, settings);
}

async function readJsonForm(
  document: ParsedDocument,
  declared: DeclaredFormat & { readonly encoding: Encoding },
  settings: SbomSettings,
  validators: SchemaValidators,
): Promise<SbomReading> {
  const { format, specVersion } = declared;
  const validate = await chooseValidator(declared, validators, 'first');
  if (validate === undefined) return { ok: false, format, problems: [unknownVersion(declared)] };
  if (!validate(document.value)) {
    const title = `${formatTitles[format]} ${specVersion}`;
    const violations = await violationsIn(document, declared, validators, validate.errors ?? []);
    const problems = explainViolations(title, document, violations, settings.violationsShown);
    return { ok: false, format, problems };
  }
  return { ok: true, sbom: chooseNormalizer(declared)(document, declared) };
}

/**
 * All violations where that is cheap to know: looking on costs memory with each violation, and the schema of SPDX 3
 * tries each of its classes on each element.
 */
async function violationsIn(
  { value, length }: ParsedDocument,
  declared: DeclaredFormat,
  validators: SchemaValidators,
  first: readonly ErrorObject[],
): Promise<readonly ErrorObject[]> {
  if (length > MOST_CHARACTERS_FOR_ALL || declared.specVersion.startsWith('3.')) return first;
  const validate = await chooseValidator(declared, validators, 'all');
  validate?.(value);
  return validate?.errors ?? first;
}

const MOST_CHARACTERS_FOR_ALL = 1_000_000;

async function chooseValidator(
  { format, specVersion }: DeclaredFormat,
  validators: SchemaValidators,
  violations: Violations,
): Promise<ValidateFunction | undefined> {
  if (format === 'cyclonedx') {
    return isCyclonedxVersion(specVersion) ? validators.cyclonedxJson(specVersion, violations) : undefined;
  }
  return isSpdxVersion(specVersion) ? validators.spdx(specVersion, violations) : undefined;
}

function chooseNormalizer({ format, specVersion }: DeclaredFormat): typeof normalizeCyclonedx {
  if (format === 'cyclonedx') return normalizeCyclonedx;
  return specVersion.startsWith('2.') ? normalizeSpdx2 : normalizeSpdx3;
}

function limitComponents(reading: SbomReading, { maxComponents }: SbomSettings): SbomReading {
  if (!reading.ok || reading.sbom.components.length <= maxComponents) return reading;
  const { format, components } = reading.sbom;
  const message = `The document lists ${components.length.toLocaleString('en')} components; expected at most ${maxComponents.toLocaleString('en')}.`;
  const help = 'List packages rather than files, or split the artifact.';
  return { ok: false, format, problems: [{ rule: 'sbom/too-large', message, help, place: onValue('') }] };
}
