import { quoteList } from '@souk/model/finding/suggest.ts';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { IdentityError } from './identity-error.ts';
import { refuseTemplate } from './match-subject.ts';

/** None that needs a shared secret, and not `none`. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;
type Algorithm = (typeof ALGORITHMS)[number];
const closed = { additionalProperties: false };
const text = Type.String({ minLength: 1, maxLength: 2_048 });

const TrustedIssuer = Type.Object(
  {
    name: text,
    issuer: text,
    audience: Type.Optional(text),
    algorithms: Type.Optional(Type.Array(Type.Unsafe<Algorithm>({ enum: [...ALGORITHMS] }), { minItems: 1 })),
    subject: text,
    environments: Type.Array(text, { minItems: 1 }),
    keys: Type.Union([
      Type.Object({ file: text }, closed),
      Type.Object(
        {
          url: Type.String({ pattern: '^https?://[^\\s]+$' }),
          caFile: Type.Optional(text),
          tokenFile: Type.Optional(text),
        },
        closed,
      ),
    ]),
  },
  closed,
);

/**
 * Somebody whose tokens say which installation a workload is: a cluster of Kubernetes, or another issuer of OpenID
 * Connect.
 */
export interface TrustedIssuer extends Static<typeof TrustedIssuer> {
  /** Who its tokens have to be for. */
  readonly audience: string;
  readonly algorithms: Algorithm[];
}

const File = Type.Object({ issuers: Type.Array(TrustedIssuer) }, closed);
/** What clusters and most others sign with. */
const USUAL = ['RS256', 'ES256'] as const;

/**
 * Reads the text of the file of issuers.
 *
 * @param audience for whom tokens of those are that name none
 * @throws {IdentityError}
 */
export function parseTrustedIssuers(json: string, audience: string): TrustedIssuer[] {
  const file = parseJson(json);
  if (!Value.Check(File, file)) {
    const [first] = Value.Errors(File, file);
    throw refusal(`${first?.instancePath || 'the file'} ${first?.message ?? 'has another form'}`);
  }
  return file.issuers.map((issuer) => {
    const wrong = refuseTemplate(issuer.subject);
    if (wrong !== undefined) throw refusal(`the subject "${issuer.subject}" of ${issuer.name} ${wrong}`);
    return { ...issuer, audience: issuer.audience ?? audience, algorithms: issuer.algorithms ?? [...USUAL] };
  });
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw refusal('it is no JSON');
  }
}

function refusal(why: string): IdentityError {
  return new IdentityError(
    `SOUK_TOKEN_ISSUERS must name a file {"issuers": [{${quoteList(['name', 'issuer', 'subject', 'environments', 'keys'])}}]}; ${why}.`,
  );
}
