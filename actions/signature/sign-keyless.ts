import { bundleToJSON } from '@sigstore/bundle';
import {
  CIContextProvider,
  DSSEBundleBuilder,
  FulcioSigner,
  type IdentityProvider,
  InternalError,
  MessageSignatureBundleBuilder,
  RekorWitness,
  TSAWitness,
  type Witness,
} from '@sigstore/sign';
import { PAYLOAD_TYPE } from '@souk/vetting/signature/intoto/read-statement.ts';
import { UsageError } from '../cli/exit-code.ts';
import type { SigningInput } from './signing-input.ts';

/** The services of a Sigstore deployment, by their addresses. */
export interface SigstoreServices {
  readonly fulcio: string;
  readonly rekor: string;
  /** Timestamp authority; the time of the log counts when absent. */
  readonly tsa: string | undefined;
}

const TIMEOUT_MS = 20_000;
const RETRIES = 2;

/**
 * Signs with a key that lives for this signature only, and has the certificate authority vouch for who asked.
 *
 * @param token OpenID Connect token; the one of the CI system when undefined
 * @returns a Sigstore bundle as JSON
 * @throws {UsageError} without a usable token
 */
export async function signKeyless(
  input: SigningInput,
  services: SigstoreServices,
  token: string | undefined,
): Promise<unknown> {
  const network = { timeout: TIMEOUT_MS, retry: RETRIES };
  const identityProvider: IdentityProvider =
    token === undefined ? new CIContextProvider() : { getToken: () => Promise.resolve(token) };
  const witnesses: Witness[] = [
    new RekorWitness({ rekorBaseURL: services.rekor, entryType: 'dsse', ...network }),
    ...(services.tsa === undefined ? [] : [new TSAWitness({ tsaBaseURL: services.tsa, ...network })]),
  ];
  const signer = new FulcioSigner({ fulcioBaseURL: services.fulcio, identityProvider, ...network });
  try {
    const bundle =
      input.kind === 'message'
        ? await new MessageSignatureBundleBuilder({ signer, witnesses }).create({ data: input.data })
        : await new DSSEBundleBuilder({ signer, witnesses }).create({
            data: input.payload,
            type: PAYLOAD_TYPE,
          });
    return bundleToJSON(bundle);
  } catch (error) {
    throw explain(error, services);
  }
}

/** The messages of the library can hold the token, so none is passed on for what concerns the token. */
function explain(error: unknown, { fulcio, rekor, tsa }: SigstoreServices): unknown {
  if (!(error instanceof InternalError)) return error;
  switch (error.code) {
    case 'IDENTITY_TOKEN_READ_ERROR':
      return new UsageError(
        'There is no identity to sign with: put an OpenID Connect token in SIGSTORE_ID_TOKEN, or sign in CI.',
      );
    case 'IDENTITY_TOKEN_PARSE_ERROR':
      return new UsageError(
        'The identity token is not an OpenID Connect token that names a verified subject.',
      );
    case 'CA_CREATE_SIGNING_CERTIFICATE_ERROR':
      return new Error(`The certificate authority ${fulcio} gave no certificate: ${error.message}.`, {
        cause: error,
      });
    case 'TSA_CREATE_TIMESTAMP_ERROR':
      return new Error(`The timestamp authority ${tsa ?? ''} gave no timestamp: ${error.message}.`, {
        cause: error,
      });
    default:
      return new Error(`The transparency log ${rekor} did not record the signature: ${error.message}.`, {
        cause: error,
      });
  }
}
