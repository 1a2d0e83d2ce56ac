import type { Place } from '@souk/model/finding/draft-finding.ts';
import type { XmlDocument } from 'libxml2-wasm';
import { detectXmlFormat } from '../detect-format.ts';
import { unknownVersion } from '../format-problems.ts';
import type { DocumentProblem, SbomReading } from '../sbom-document.ts';
import type { SbomSettings } from '../sbom-settings.ts';
import type { SchemaValidators } from '../schema-validators.ts';
import { isCyclonedxVersion } from './cyclonedx-schemas.ts';
import { normalizeCyclonedx } from './normalize-cyclonedx.ts';
import { parseXml } from './parse-cyclonedx-xml.ts';
import { readCyclonedxXml } from './read-cyclonedx-xml.ts';
import type { XmlViolation } from './validate-cyclonedx-xml.ts';

/** Reads CycloneDX in its XML form; SPDX has none that is read. */
export async function readXmlSbom(
  text: string,
  settings: SbomSettings,
  validators: SchemaValidators,
): Promise<SbomReading> {
  const tooMany = tooManyComponents(text, settings);
  if (tooMany !== undefined) return { ok: false, problems: [tooMany] };
  const parsed = parseXml(text);
  if (!parsed.ok) return { ok: false, problems: [parsed.problem] };
  const { xml } = parsed;
  try {
    return await readDocument(xml, createLinePlaces(text), settings, validators);
  } finally {
    xml.dispose();
  }
}

/**
 * Judged before the schema is asked: the validator finds the path of each violation by walking over the elements before
 * it, so that a long list of wrong ones takes a time that grows with its square.
 */
function tooManyComponents(text: string, { maxComponents }: SbomSettings): DocumentProblem | undefined {
  let count = 0;
  for (const { index, 0: tag } of text.matchAll(/<(?:[^\s<>/!?:]+:)?component[\s/>]/g)) {
    if (count++ < maxComponents) continue;
    return {
      rule: 'sbom/too-large',
      message: `The document has more than ${maxComponents.toLocaleString('en')} elements <component>.`,
      help: 'List packages rather than files, or split the artifact.',
      place: { offset: index, endOffset: index + tag.length },
    };
  }
  return undefined;
}

async function readDocument(
  xml: XmlDocument,
  placeOfLine: (line: number) => Place,
  { violationsShown }: SbomSettings,
  validators: SchemaValidators,
): Promise<SbomReading> {
  const declared = detectXmlFormat(xml.root.namespaceUri);
  if (declared === undefined)
    return { ok: false, problems: [otherXml(xml.root.name, placeOfLine(xml.root.line))] };
  const { format, specVersion } = declared;
  if (!isCyclonedxVersion(specVersion)) {
    return {
      ok: false,
      format,
      problems: [{ ...unknownVersion(declared), place: placeOfLine(xml.root.line) }],
    };
  }
  const validate = await validators.cyclonedxXml(specVersion);
  const [first, ...rest] = validate(xml)
    .slice(0, Math.max(violationsShown, 1))
    .map((violation) => explain(specVersion, violation, placeOfLine(violation.line)));
  if (first !== undefined) return { ok: false, format, problems: [first, ...rest] };
  const document = readCyclonedxXml(xml, placeOfLine);
  return { ok: true, sbom: normalizeCyclonedx(document, { specVersion, encoding: 'xml' }) };
}

function explain(specVersion: string, { message }: XmlViolation, place: Place): DocumentProblem {
  const said = message
    .replaceAll(/\{http:[^}]*\}/g, '')
    .slice(0, 300)
    .replace(/\.$/, '');
  return {
    rule: 'sbom/schema',
    message: `Not valid CycloneDX ${specVersion}: ${said}.`,
    help: 'Correct the element, or generate the document anew.',
    place,
  };
}

function otherXml(name: string, place: Place): DocumentProblem {
  return {
    rule: 'sbom/unknown-format',
    message: `The XML begins with <${name.slice(0, 60)}>; expected <bom> of CycloneDX.`,
    help: 'Generate the document as CycloneDX, or as SPDX in JSON.',
    place,
  };
}

/** Lines, counted from 1, as places that cover the text of the line. */
function createLinePlaces(text: string): (line: number) => Place {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (line) => {
    const start = starts[line - 1] ?? 0;
    const end = (starts[line] ?? text.length + 1) - 1;
    const indent = text.slice(start, end).search(/\S/);
    return { offset: start + Math.max(indent, 0), endOffset: end };
  };
}
