import { PolicyError, VerificationError } from '@sigstore/verify';
import { type Rejected, reject } from '../outcome.ts';

/**
 * Says in words why the verifier refused a bundle. Whatever it throws is a rejection: input that breaks the verifier
 * is not verified.
 */
export function explainFailure(error: unknown): Rejected {
  return reject(
    'signature/invalid',
    `${sentenceOf(error)}${detailOf(error)}`,
    'Sign again, and attach the bundle unchanged. If the signer uses a private Sigstore, the settings need its trust root.',
  );
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof VerificationError || error instanceof PolicyError)) {
    return 'The bundle holds something that cannot be understood';
  }
  switch (error.code) {
    case 'SIGNATURE_ERROR':
      return 'The signature does not fit the content';
    case 'TIMESTAMP_ERROR':
      return 'Nothing trusted tells when the signature was made';
    case 'TLOG_ERROR':
    case 'TLOG_MISSING_INCLUSION_ERROR':
      return 'No transparency log of the trust root proves that it recorded the signature';
    case 'TLOG_INCLUSION_PROOF_ERROR':
    case 'TLOG_INCLUSION_PROMISE_ERROR':
      return 'The proof of the transparency log is wrong';
    case 'TLOG_BODY_ERROR':
      return 'The transparency log recorded another signature than this one';
    case 'CERTIFICATE_ERROR':
      return 'The certificate is not one of the trust root, or was not valid when the signature was made';
    case 'PUBLIC_KEY_ERROR':
      return 'The key was not valid when the signature was made';
    case 'UNTRUSTED_SIGNER_ERROR':
      return 'The signer is not trusted';
    case 'NOT_IMPLEMENTED_ERROR':
      return 'The bundle uses something that is not supported';
  }
}

function detailOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? ` (${error.message.slice(0, 200)}).` : '.';
}
