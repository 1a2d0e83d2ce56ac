import { readJson } from '@souk/vetting/signature/document/read-json.ts';
import { describeThing, type SignedThing } from '@souk/vetting/signature/intoto/digests.ts';
import {
  isAbout,
  PAYLOAD_TYPE,
  readStatement,
  rejectSubject,
  STATEMENT_V1,
} from '@souk/vetting/signature/intoto/read-statement.ts';
import { UsageError } from '../cli/exit-code.ts';

/** What is signed: the bytes of a file themselves, or a statement about a digest. */
export type SigningInput =
  | { readonly kind: 'message'; readonly data: Buffer }
  | { readonly kind: 'statement'; readonly payload: Buffer };

/** Predicate by which cosign says nothing more than that somebody signed. */
const SIGN_PREDICATE = 'https://sigstore.dev/cosign/sign/v1';
const MAX_STATEMENT_BYTES = 16_777_216;

/**
 * Chooses what to sign. Where only the digest is known, the signature is over a statement about it.
 *
 * @param statement an in-toto statement to sign as it is; it has to be about the thing
 * @throws {UsageError}
 */
export function assembleInput(thing: SignedThing, statement: Buffer | undefined): SigningInput {
  if (statement !== undefined) {
    requireAbout(statement, thing);
    return { kind: 'statement', payload: statement };
  }
  if (thing.bytes !== undefined) return { kind: 'message', data: Buffer.from(thing.bytes) };
  const payload = {
    _type: STATEMENT_V1,
    subject: [{ digest: thing.digests }],
    predicateType: SIGN_PREDICATE,
    predicate: {},
  };
  return { kind: 'statement', payload: Buffer.from(JSON.stringify(payload)) };
}

function requireAbout(payload: Buffer, thing: SignedThing): void {
  const json = readJson(payload, MAX_STATEMENT_BYTES);
  const statement = json.ok ? readStatement({ payloadType: PAYLOAD_TYPE, payload }) : json;
  if (!statement.ok) throw new UsageError(`--statement: ${statement.rejection.message}`);
  if (isAbout(statement.value, thing)) return;
  const { rejection } = rejectSubject(statement.value, thing);
  throw new UsageError(
    `--statement: ${rejection.message} Name ${describeThing(thing)} under subject, or sign what it is about.`,
  );
}
