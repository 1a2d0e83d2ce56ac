import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What the double does with the next request. */
export type S3Behaviour =
  | 'serve'
  | 'fail'
  /** The connection ends before or after the object is there. */
  | 'drop-before'
  | 'drop-after';

export interface S3Double {
  readonly endpoint: string;
  readonly objects: ReadonlyMap<string, { readonly bytes: Buffer; readonly contentType: string }>;
  /** Requests so far. */
  readonly requests: readonly string[];
  plan(...behaviours: S3Behaviour[]): void;
  /** Puts something there that is of somebody else. */
  occupy(key: string, bytes: string): void;
  close(): Promise<void>;
}

export interface S3DoubleOptions {
  readonly bucket: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
}

/** Object storage that takes nothing whose signature it does not find itself, by what AWS publishes of version 4. */
export async function startS3Double(options: S3DoubleOptions): Promise<S3Double> {
  const objects = new Map<string, { bytes: Buffer; contentType: string }>();
  const requests: string[] = [];
  let planned: readonly S3Behaviour[] = [];

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    requests.push(`${request.method} ${request.url}`);
    const [behaviour = 'serve', ...rest] = planned;
    planned = rest;
    if (behaviour === 'drop-before') return void request.socket.destroy();
    if (behaviour === 'fail') return refuse(response, 503, 'SlowDown');
    if (!isSigned(request, body, options)) return refuse(response, 403, 'SignatureDoesNotMatch');
    const [, bucket, ...path] = (request.url ?? '').split('/');
    const key = path.join('/');
    if (bucket !== options.bucket) return refuse(response, 404, 'NoSuchBucket');
    const found = objects.get(key);
    if (request.method === 'GET') {
      if (found === undefined) return refuse(response, 404, 'NoSuchKey');
      response.writeHead(200, { 'content-length': found.bytes.length }).end(found.bytes);
      return;
    }
    if (request.method !== 'PUT') return refuse(response, 405, 'MethodNotAllowed');
    if (request.headers['if-none-match'] === '*' && found !== undefined)
      return refuse(response, 412, 'PreconditionFailed');
    objects.set(key, { bytes: body, contentType: request.headers['content-type'] ?? '' });
    if (behaviour === 'drop-after') return void request.socket.destroy();
    response.writeHead(200).end();
  };

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ objects, requests },
    plan: (...behaviours) => {
      planned = behaviours;
    },
    occupy: (key, bytes) => void objects.set(key, { bytes: Buffer.from(bytes), contentType: 'text/plain' }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function refuse(response: ServerResponse, status: number, code: string): void {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>No.</Message></Error>`;
  response.writeHead(status, { 'content-type': 'application/xml' }).end(xml);
}

const FORM =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/;
/** What has to be signed: with another value of it, the request would do something else. */
const VITAL = ['host', 'x-amz-content-sha256', 'x-amz-date'];

function isSigned(
  request: IncomingMessage,
  body: Buffer,
  { region, keyId, secret }: S3DoubleOptions,
): boolean {
  const match = FORM.exec(request.headers.authorization ?? '');
  if (match === null) return false;
  const [, id = '', date = '', place = '', list = '', signature = ''] = match;
  const names = list.split(';');
  const digest = createHash('sha256').update(body).digest('hex');
  const time = String(request.headers['x-amz-date'] ?? '');
  if (id !== keyId || place !== region || !time.startsWith(date)) return false;
  if (request.headers['x-amz-content-sha256'] !== digest) return false;
  const vital = [...VITAL, ...(request.method === 'PUT' ? ['if-none-match', 'content-type'] : [])];
  if (vital.some((name) => !names.includes(name))) return false;
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://storage');
  if (searchParams.size > 0) return false;
  const headers = names.map((name) => `${name}:${String(request.headers[name]).trim()}\n`).join('');
  const canonical = [request.method, pathname, '', headers, list, digest].join('\n');
  const scope = `${date}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join(
    '\n',
  );
  const key = [date, region, 's3', 'aws4_request'].reduce(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  const expected = createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}
