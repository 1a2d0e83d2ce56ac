import { isRecord } from '../document/is-record.ts';
import { readJson } from '../document/read-json.ts';
import { accept, type Outcome, type Rejected, reject } from '../outcome.ts';
import { type Digests, describeThing, namesThing, type SignedThing } from './digests.ts';

/** An in-toto statement of version 0.1 or 1. */
export interface Statement {
  readonly type: string;
  readonly subjects: readonly { readonly name: string; readonly digests: Digests }[];
  readonly predicateType: string;
  readonly predicate: unknown;
}

export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
export const STATEMENT_V1 = 'https://in-toto.io/Statement/v1';
const STATEMENT_V01 = 'https://in-toto.io/Statement/v0.1';

const STATEMENT_FIELDS = ['_type', 'subject', 'predicateType', 'predicate'];
const SUBJECT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  [STATEMENT_V01]: ['name', 'digest'],
  [STATEMENT_V1]: ['name', 'uri', 'digest', 'content', 'downloadLocation', 'mediaType', 'annotations'],
};
const MAX_SUBJECTS = 10_000;
const MAX_PAYLOAD_BYTES = 16_777_216;

/** Reads the statement in an envelope. Fields that its version does not define make it illegible. */
export function readStatement(envelope: {
  readonly payloadType: string;
  readonly payload: Uint8Array;
}): Outcome<Statement> {
  if (envelope.payloadType !== PAYLOAD_TYPE) {
    return malformed(`The envelope holds ${JSON.stringify(envelope.payloadType)} instead of ${PAYLOAD_TYPE}`);
  }
  const json = readJson(envelope.payload, MAX_PAYLOAD_BYTES);
  if (!json.ok) return json;
  const { value } = json;
  const type = isRecord(value) ? value['_type'] : undefined;
  const subjectFields =
    typeof type === 'string' && Object.hasOwn(SUBJECT_FIELDS, type) ? SUBJECT_FIELDS[type] : undefined;
  if (!isRecord(value) || typeof type !== 'string' || subjectFields === undefined) {
    return malformed(`The statement has the type ${JSON.stringify(type)}`);
  }
  const unknown = Object.keys(value).find((field) => !STATEMENT_FIELDS.includes(field));
  if (unknown !== undefined)
    return malformed(`The statement has the unknown field ${JSON.stringify(unknown)}`);
  const { subject, predicateType, predicate } = value;
  if (typeof predicateType !== 'string' || predicateType === '')
    return malformed('The statement has no predicateType');
  if (!Array.isArray(subject) || subject.length === 0) return malformed('The statement is about nothing');
  if (subject.length > MAX_SUBJECTS) {
    return reject(
      'signature/limit',
      `The statement has ${subject.length} subjects; at most ${MAX_SUBJECTS} are read.`,
      'Sign a statement for each artifact.',
    );
  }
  const subjects = subject.map((item) => readSubject(item, subjectFields));
  return subjects.every((item) => item !== undefined)
    ? accept({ type, subjects, predicateType, predicate })
    : malformed('A subject of the statement has unknown fields, or no digest');
}

/** Whether one of the subjects has the digest of the thing. Names are not compared: anybody chooses them. */
export function isAbout({ subjects }: Statement, thing: SignedThing): boolean {
  return subjects.some(({ digests }) => namesThing(digests, thing));
}

export function rejectSubject({ subjects }: Statement, thing: SignedThing): Rejected {
  const [first] = subjects;
  const named = first === undefined ? 'nothing' : describeThing({ digests: first.digests });
  const rest = subjects.length > 1 ? ` and ${subjects.length - 1} more` : '';
  return reject(
    'signature/wrong-subject',
    `The statement is about ${named}${rest}, not about ${describeThing(thing)}.`,
    'Attach the statement about this artifact, and write the digest that was built in artifact.ref.',
  );
}

function readSubject(value: unknown, fields: readonly string[]): Statement['subjects'][number] | undefined {
  if (!isRecord(value) || Object.keys(value).some((field) => !fields.includes(field))) return undefined;
  const { name = '', digest } = value;
  if (typeof name !== 'string' || !isRecord(digest)) return undefined;
  const digests = Object.entries(digest);
  if (digests.length === 0 || !digests.every(isText)) return undefined;
  return { name, digests: Object.fromEntries(digests.filter(isText)) };
}

function isText(entry: readonly [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}

function malformed(what: string): Rejected {
  return reject(
    'signature/malformed',
    `${what}.`,
    'Attach the statement that the signing tool wrote, unchanged.',
  );
}
