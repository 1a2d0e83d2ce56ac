import { ExportError, type ExportTarget, type PutResult } from '../export-target.ts';
import type { S3Options } from './s3-settings.ts';
import { signRequest } from './sign-request.ts';

/** A bucket of object storage that speaks S3. */
export function openS3Target({ settings, readSecret, timeoutMs = 60_000 }: S3Options): ExportTarget {
  const { bucket, prefix, endpoint } = settings;
  const send = async (
    method: 'GET' | 'PUT',
    name: string,
    headers: Readonly<Record<string, string>> = {},
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Response> => {
    const secret = await readSecret(settings.secret);
    if (!secret.ok) throw new ExportError(secret.reason);
    // The bucket is in the path: one with a dot in its name has no certificate.
    const url = new URL(`/${bucket}/${prefix}${name}`, endpoint).href;
    const request = await signRequest(
      { method, url, headers, ...(body === undefined ? {} : { body }) },
      settings,
      secret.value,
    );
    try {
      return await fetch(request, { signal: AbortSignal.timeout(timeoutMs) });
    } catch (cause) {
      throw new ExportError(`${name} could not be put into ${bucket}: ${explainFailure(cause)}.`, { cause });
    }
  };
  return {
    name: `s3://${bucket}/${prefix}`,
    put: async (name, bytes, contentType) => {
      const body = new Uint8Array(bytes);
      const headers = { 'content-type': contentType, 'if-none-match': '*' };
      const answer = await send('PUT', name, headers, body);
      const problem = await readProblem(answer);
      if (problem === undefined) return 'written';
      if (answer.status === 412) return compare(await send('GET', name), name, body);
      throw new ExportError(`${name} could not be put into ${bucket}: ${problem}.`);
    },
  };
}

async function compare(answer: Response, name: string, bytes: Uint8Array): Promise<PutResult> {
  if (answer.status !== 200)
    throw new ExportError(`${name} is there already and can't be read: ${await readProblem(answer)}.`);
  if (Number(answer.headers.get('content-length')) !== bytes.length) {
    await answer.body?.cancel();
    return 'taken';
  }
  return Buffer.compare(Buffer.from(await answer.arrayBuffer()), bytes) === 0 ? 'same' : 'taken';
}

/** @returns undefined when there is none */
async function readProblem(answer: Response): Promise<string | undefined> {
  const text = await answer.text();
  if (answer.status === 200) return undefined;
  // Of the answer only a word of the storage's own is shown: the rest repeats what was asked.
  const code = /<Code>(\w{1,64})<\/Code>/.exec(text.slice(0, 4_096))?.[1];
  return `the storage answered ${answer.status}${code === undefined ? '' : ` ${code}`}`;
}

function explainFailure(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'the storage did not answer in time';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'the connection broke';
  return `the storage could not be reached (${/^[\w ]{1,60}$/.test(code) ? code : 'the connection broke'})`;
}
