import { digestOf } from './digest-of.ts';
import { mediaTypes } from './media-types.ts';
import { RegistryError } from './registry-error.ts';
import type { AskRegistry } from './registry-session.ts';

/** Something in a registry, named by its content. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** One repository of a registry, by the OCI distribution specification 1.1. */
export interface OciRepository {
  /** Puts content there unless it is there already. */
  pushBlob(bytes: Uint8Array): Promise<void>;
  readBlob(digest: string): Promise<Uint8Array>;
  /** The manifest or index of a tag or digest; undefined where there is none. */
  findManifest(reference: string): Promise<Uint8Array | undefined>;
  /** @returns whether the registry noticed that it refers to another one */
  pushManifest(
    reference: string,
    bytes: Uint8Array,
    mediaType: string,
  ): Promise<{ readonly subjectNoticed: boolean }>;
}

/** @throws {RegistryError} from everything that it does */
export function openRepository(name: string, ask: AskRegistry): OciRepository {
  const base = `/v2/${name}`;
  const readBlob = async (digest: string) => {
    const response = await ask(`${base}/blobs/${digest}`, { method: 'GET' });
    if (response.status !== 200) throw await refused(response, `to give the blob ${digest}`);
    const bytes = await bytesOf(response);
    if (digestOf(bytes) === digest) return bytes;
    throw new RegistryError('damaged', `The registry gives ${digestOf(bytes)} as ${digest}.`);
  };
  return {
    readBlob,
    pushBlob: async (bytes) => {
      const digest = digestOf(bytes);
      const known = await ask(`${base}/blobs/${digest}`, { method: 'HEAD' });
      if (known.status === 200) return;
      const started = await ask(`${base}/blobs/uploads/`, { method: 'POST' });
      const location = started.headers.get('location');
      if (started.status !== 202 || location === null) throw await refused(started, 'an upload');
      await started.body?.cancel();
      const target = new URL(location, started.url);
      target.searchParams.set('digest', digest);
      const headers = { 'content-type': 'application/octet-stream' };
      const stored = await ask(target, { method: 'PUT', headers, body: bytes });
      if (stored.status !== 201) throw await refused(stored, `the blob ${digest}`);
      await stored.body?.cancel();
    },
    findManifest: async (reference) => {
      const headers = { accept: `${mediaTypes.manifest}, ${mediaTypes.index}` };
      const response = await ask(`${base}/manifests/${reference}`, { method: 'GET', headers });
      if (response.status === 404) {
        await response.body?.cancel();
        return undefined;
      }
      if (response.status !== 200) throw await refused(response, `to give ${reference}`);
      return bytesOf(response);
    },
    pushManifest: async (reference, bytes, mediaType) => {
      const headers = { 'content-type': mediaType };
      const response = await ask(`${base}/manifests/${reference}`, { method: 'PUT', headers, body: bytes });
      if (response.status !== 201) throw await refused(response, `the manifest ${reference}`);
      await response.body?.cancel();
      return { subjectNoticed: response.headers.has('oci-subject') };
    },
  };
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new RegistryError('unreachable', 'The registry broke off in the middle of an answer.', { cause });
  }
}

async function refused(response: Response, what: string): Promise<RegistryError> {
  const said = (await response.text().catch(() => '')).slice(0, 300);
  return new RegistryError('refused', `The registry refuses ${what} with ${response.status}: ${said}`);
}
