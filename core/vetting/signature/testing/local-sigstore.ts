import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  fulcioHandler,
  type HandlerFn,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  rekorHandler,
  tsaHandler,
} from '@sigstore/mock';
import { HashAlgorithm, PublicKeyDetails, TrustedRoot } from '@sigstore/protobuf-specs';

type CertificateAuthority = Awaited<ReturnType<typeof initializeCA>>;

/** A Sigstore of our own on the loopback: certificate authority, logs and timestamp authority. */
export interface LocalSigstore {
  readonly url: string;
  readonly authority: CertificateAuthority;
  /** Trust root as the file that a private deployment hands out. */
  readonly trustRoot: Buffer;
  close(): Promise<void>;
}

/** Log entries name the log by its host. */
const LOG_URL = 'http://127.0.0.1';

export async function startLocalSigstore(): Promise<LocalSigstore> {
  // One time for all: a whole second, as fractions are written in two ways, and after the roots begin to be valid.
  const clock = new Date(Math.ceil(Date.now() / 1000 + 1) * 1000);
  const certificateLog = await initializeCTLog(newKeyPair(), clock);
  const authority = await initializeCA(newKeyPair(), certificateLog, clock);
  const log = await initializeTLog(LOG_URL, newKeyPair(), clock);
  const stamps = await initializeTSA(newKeyPair(), clock);
  const recordEntry = (proposed: object): ReturnType<typeof log.log> => log.log(asRecorded(proposed));
  const handlers = new Map<string, HandlerFn>(
    [fulcioHandler(authority), rekorHandler({ ...log, log: recordEntry }), tsaHandler(stamps)].map(
      ({ path, fn }) => [path, fn],
    ),
  );
  const server = createServer(async (request, response) => {
    const handle = handlers.get(request.url ?? '');
    if (handle === undefined) return void response.writeHead(404).end();
    const answer = await handle(await readBody(request));
    response.writeHead(answer.statusCode, { 'content-type': answer.contentType ?? 'text/plain' });
    response.end(typeof answer.response === 'string' ? answer.response : bytesOf(answer.response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    authority,
    trustRoot: Buffer.from(
      JSON.stringify(
        TrustedRoot.toJSON({
          mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
          certificateAuthorities: [trustedAuthority([bytesOf(authority.rootCertificate)])],
          timestampAuthorities: [
            trustedAuthority([bytesOf(stamps.intCertificate), bytesOf(stamps.rootCertificate)]),
          ],
          tlogs: [trustedLog(log.publicKey)],
          ctlogs: [trustedLog(certificateLog.publicKey)],
        }),
      ),
    ),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What a log keeps of a proposed envelope: its signature and its digests, not its content. */
function asRecorded(proposed: object): object {
  const { kind, spec } = proposed as { kind: string; spec: { proposedContent?: { envelope: string } } };
  if (kind !== 'dsse' || spec.proposedContent === undefined) return proposed;
  const { envelope } = spec.proposedContent;
  const { payload, signatures } = JSON.parse(envelope);
  return {
    ...proposed,
    spec: {
      envelopeHash: { algorithm: 'sha256', value: sha256(Buffer.from(envelope)) },
      payloadHash: { algorithm: 'sha256', value: sha256(Buffer.from(payload, 'base64')) },
      signatures: signatures.map(({ sig }: { sig: string }) => ({ signature: sig, verifier: '' })),
    },
  };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function newKeyPair(): ReturnType<typeof generateKeyPairSync> & object {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function readBody(request: IncomingMessage): Promise<string> {
  return text(request);
}

function bytesOf(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

/** Keys made just now are valid a little earlier: certificates count whole seconds. */
const validFor = { start: new Date(Date.now() - 60_000), end: undefined };

function trustedAuthority(chain: readonly Buffer[]): TrustedRoot['certificateAuthorities'][number] {
  return {
    subject: { organization: 'local', commonName: 'local' },
    uri: '',
    operator: '',
    certChain: { certificates: chain.map((rawBytes) => ({ rawBytes })) },
    validFor,
  };
}

function trustedLog(publicKey: Buffer): TrustedRoot['tlogs'][number] {
  return {
    baseUrl: LOG_URL,
    operator: '',
    hashAlgorithm: HashAlgorithm.SHA2_256,
    logId: { keyId: createHash('sha256').update(publicKey).digest() },
    publicKey: { rawBytes: publicKey, keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256, validFor },
    checkpointKeyId: undefined,
  };
}
