import { createHash } from 'node:crypto';
import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { PolicyError } from './policy-error.ts';

/** Raise with every change to what a bundle holds or how the engine asks it. */
export const BUNDLE_FORMAT = 'souk.policies/v1';

/** The files of a bundle beside its manifest. */
export const bundleFiles = ['policy.wasm', 'rules.json', 'data.json'] as const;
export type BundleFile = (typeof bundleFiles)[number];

/** `bundle/manifest.json`: what the bundle was made of and what it must hold. Digests are SHA-256 in hex. */
export interface BundleManifest {
  readonly format: string;
  /** Version of OPA that compiled it. */
  readonly opa: string;
  /** Digest of each source by its path within the policies folder. */
  readonly sources: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<BundleFile, string>>;
}

/** A bundle whose files are those that were built. */
export interface PolicyBundle {
  readonly manifest: BundleManifest;
  readonly rules: readonly PolicyRule[];
  /** What rules read as `data`. */
  readonly data: { readonly config: Readonly<Record<string, unknown>> };
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** Tells one bundle from another. */
  readonly digest: string;
}

/**
 * Reads a bundle and refuses one that is not as it was built.
 *
 * @param readFile bytes of a file of the bundle folder; undefined where there is none
 * @throws {PolicyError}
 */
export async function readBundle(
  readFile: (name: string) => Promise<Uint8Array | undefined>,
): Promise<PolicyBundle> {
  const manifestBytes = await readFile('manifest.json');
  if (manifestBytes === undefined) {
    throw new PolicyError('bundle-missing', 'There is no policy bundle. Run: souk policy build');
  }
  const manifest = parse<BundleManifest | null>(manifestBytes, 'manifest.json');
  if (manifest?.format !== BUNDLE_FORMAT) {
    throw new PolicyError(
      'bundle-stale',
      `The policy bundle has the format ${JSON.stringify(manifest?.format)}, this engine reads ${BUNDLE_FORMAT}. Run: souk policy build`,
    );
  }
  const [wasm, rules, data] = await Promise.all(
    bundleFiles.map((name) => readVerified(name, manifest, readFile)),
  );
  return {
    manifest: { ...manifest, sources: manifest.sources ?? {} },
    rules: parse(rules as Uint8Array, 'rules.json'),
    data: parse(data as Uint8Array, 'data.json'),
    wasm: wasm as Uint8Array<ArrayBuffer>,
    digest: digestOf(manifestBytes),
  };
}

async function readVerified(
  name: BundleFile,
  { files }: BundleManifest,
  readFile: (name: string) => Promise<Uint8Array | undefined>,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readFile(name);
  if (bytes === undefined) {
    throw new PolicyError('bundle-damaged', `The policy bundle has no ${name}. Run: souk policy build`);
  }
  const digest = digestOf(bytes);
  if (digest !== files?.[name]) {
    throw new PolicyError(
      'bundle-damaged',
      `${name} of the policy bundle is not what was built: expected SHA-256 ${files?.[name]}, found ${digest}. Restore it, or run: souk policy build`,
    );
  }
  return new Uint8Array(bytes);
}

export function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function parse<Shape>(bytes: Uint8Array, name: string): Shape {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Shape;
  } catch (cause) {
    throw new PolicyError(
      'bundle-damaged',
      `${name} of the policy bundle is no JSON. Run: souk policy build`,
      {
        cause,
      },
    );
  }
}
