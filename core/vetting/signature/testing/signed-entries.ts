import { aConnector } from '@souk/model/testing/manifests.ts';
import type { VettedEntry } from '../../vetted-entry.ts';
import type { SignatureSettings } from '../signature-settings.ts';
import { build } from './slsa-builds.ts';

/** A connector that is built from a known source, with the files beside it. */
export function aSignedEntry(
  files: Readonly<Record<string, unknown>> = {},
  changes: Parameters<typeof aConnector>[0] = {},
): VettedEntry {
  const entry = aConnector({
    artifact: {
      ref: `registry.example.com/invoice-scanner:1.4.2@sha256:${build.sha256}`,
      source: build.repository,
      commit: build.commit,
    },
    ...changes,
  });
  const vetted = Object.entries(files).map(
    ([name, content]) => [name, { name, bytes: bytesOf(content), changed: true }] as const,
  );
  return { entry, before: undefined, files: new Map(vetted), filesBefore: new Map() };
}

export function signatureSettings(changes: Partial<SignatureSettings> = {}): SignatureSettings {
  return {
    maxBytes: 1_000_000,
    maxDocuments: 10,
    identities: [],
    keys: [],
    builders: [{ id: build.workflow, issuer: build.issuer, level: 3 }],
    demands: [],
    ...changes,
  };
}

function bytesOf(content: unknown): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
}
