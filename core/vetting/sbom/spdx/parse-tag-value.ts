import type { Place } from '@souk/model/finding/draft-finding.ts';
import { parsePointer } from '@souk/model/finding/json-pointer.ts';
import { type DocumentProblem, type Parsed, refuse } from '../sbom-document.ts';
import { readTagLines, type TagLine } from './tag-value-lines.ts';
import { type FieldForm, type Section, tagMeanings } from './tag-value-tags.ts';

type Fields = Map<string, unknown>;

interface Begun {
  readonly fields: Fields;
  readonly line: TagLine;
}

/** What was read so far. */
interface Draft {
  readonly document: Fields;
  readonly creation: Fields;
  readonly sections: Map<Section, Begun[]>;
  /** What the next SPDXID names. */
  identified: Fields;
}

/** Turns SPDX 2 tag-value text into the JSON form, so that one schema and one reader judge both. */
export function parseTagValue(text: string): Parsed {
  const read = readTagLines(text);
  if (!read.ok) return refuse(unreadable(read.message, read));
  const document: Fields = new Map();
  const draft: Draft = { document, creation: new Map(), sections: new Map(), identified: document };
  for (const line of read.lines) {
    const refusal = readLine(draft, line);
    if (refusal !== undefined) return refuse(unreadable(refusal, line));
  }
  return {
    ok: true,
    document: { value: jsonForm(draft), length: text.length, placeOf: placeIn(draft.sections) },
  };
}

/** @returns what is wrong with the line; undefined when nothing is */
function readLine(draft: Draft, line: TagLine): string | undefined {
  const { tag, value } = line;
  if (tag === 'SPDXID') {
    draft.identified.set('SPDXID', value);
    return undefined;
  }
  if (tag === 'Relationship' || tag === 'ExternalDocumentRef') return readSplitLine(draft, line, tag);
  const meaning = tagMeanings.get(tag);
  if (meaning === undefined) return `${tag.slice(0, 60)} is not a tag of SPDX 2.2 or 2.3`;
  if ('begins' in meaning) {
    const fields = begin(draft, meaning.begins, line);
    fields.set(meaning.field, value);
    if (meaning.begins === 'packages' || meaning.begins === 'files') draft.identified = fields;
    return undefined;
  }
  const target = targetOf(draft, meaning.of);
  if (target === undefined) return `${tag} stands before the element that it describes`;
  return add(target, meaning.field, value, meaning.as ?? 'text')
    ? undefined
    : `${tag} stands twice in one element, or is not of the form expected`;
}

const splitTags = {
  Relationship: ['relationships', ['spdxElementId', 'relationshipType', 'relatedSpdxElement']],
  ExternalDocumentRef: ['externalDocumentRefs', ['externalDocumentId', 'spdxDocument']],
} as const;

/** Tags that hold several fields in one line. */
function readSplitLine(draft: Draft, line: TagLine, tag: keyof typeof splitTags): string | undefined {
  const [section, names] = splitTags[tag];
  const parts = line.value.split(/\s+/);
  if (parts.length < names.length) return `${tag} needs ${names.length} parts`;
  const fields = begin(draft, section, line);
  for (const [i, name] of names.entries()) fields.set(name, parts[i]);
  if (tag === 'ExternalDocumentRef')
    fields.set('checksum', readChecksum(parts.slice(names.length).join(' ')));
  return undefined;
}

function begin({ sections }: Draft, section: Section, line: TagLine): Fields {
  const fields: Fields = new Map();
  const begun = sections.get(section);
  if (begun === undefined) sections.set(section, [{ fields, line }]);
  else begun.push({ fields, line });
  return fields;
}

function targetOf({ document, creation, sections }: Draft, section: Section): Fields | undefined {
  if (section === 'document') return document;
  return section === 'creationInfo' ? creation : sections.get(section)?.at(-1)?.fields;
}

/** Annotations and snippets are left out: nothing is judged by them. */
function jsonForm({ document, creation, sections }: Draft): object {
  const lists = [...sections]
    .filter(([section]) => section !== 'annotations' && section !== 'snippets')
    .map(([section, begun]) => [section, begun.map(({ fields }) => Object.fromEntries(fields))]);
  return {
    ...Object.fromEntries(document),
    ...(creation.size === 0 ? {} : { creationInfo: Object.fromEntries(creation) }),
    ...Object.fromEntries(lists),
  };
}

/** @returns false when the field has a value already, or the text is not of the form */
function add(fields: Fields, name: string, value: string, as: FieldForm): boolean {
  const parsed = parseValue(value, as);
  if (parsed === undefined) return as === 'ignored';
  if (as === 'texts' || as === 'checksum' || as === 'reference') {
    const list = fields.get(name);
    if (Array.isArray(list)) list.push(parsed);
    else fields.set(name, [parsed]);
    return true;
  }
  if (fields.has(name)) return false;
  fields.set(name, parsed);
  return true;
}

function parseValue(value: string, as: FieldForm): unknown {
  switch (as) {
    case 'text':
    case 'texts':
      return value;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : undefined;
    case 'checksum':
      return readChecksum(value);
    case 'reference': {
      const [category, type, locator] = value.split(/\s+/);
      if (locator === undefined) return undefined;
      return { referenceCategory: category, referenceType: type, referenceLocator: locator };
    }
    case 'verification-code':
      return { packageVerificationCodeValue: value.split(/\s/)[0] };
    case 'ignored':
      return undefined;
  }
}

function readChecksum(text: string): object | undefined {
  const colon = text.indexOf(':');
  return colon === -1
    ? undefined
    : { algorithm: text.slice(0, colon).trim(), checksumValue: text.slice(colon + 1).trim() };
}

/** An object of the JSON form stands where its first tag does. */
function placeIn(sections: ReadonlyMap<string, readonly { readonly line: TagLine }[]>) {
  return (pointer: string): Place => {
    const [section = '', index = ''] = parsePointer(pointer);
    const line = sections.get(section)?.[Number(index)]?.line;
    return line === undefined
      ? { offset: 0, endOffset: 0 }
      : { offset: line.offset, endOffset: line.endOffset };
  };
}

function unreadable(
  reason: string,
  { offset, endOffset }: { offset: number; endOffset: number },
): DocumentProblem {
  return {
    rule: 'sbom/unreadable',
    message: `Not valid SPDX tag-value: ${reason}.`,
    help: 'Commit the file exactly as the generator wrote it, or generate the JSON form.',
    place: { offset, endOffset },
  };
}
