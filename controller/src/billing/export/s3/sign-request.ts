import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import type { S3Settings } from './s3-settings.ts';

export interface UnsignedRequest {
  readonly method: 'GET' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

/** Signs a request by AWS Signature Version 4, the digest of its body included. */
export async function signRequest(
  { method, url, headers, body }: UnsignedRequest,
  { keyId, region }: Pick<S3Settings, 'keyId' | 'region'>,
  secret: string,
): Promise<Request> {
  const digest = createHash('sha256')
    .update(body ?? '')
    .digest('hex');
  const signer = new AwsV4Signer({
    ...{ method, url, service: 's3', region, accessKeyId: keyId, secretAccessKey: secret },
    headers: { ...headers, 'x-amz-content-sha256': digest },
    ...(body === undefined ? {} : { body }),
    allHeaders: true,
  });
  const signed = await signer.sign();
  return new Request(signed.url, { method, headers: signed.headers, body: body ?? null, redirect: 'manual' });
}
