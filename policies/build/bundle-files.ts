import type { PolicyRule } from '@souk/model/policy/policy-rule.ts';
import { BUNDLE_FORMAT, type BundleManifest, digestOf } from '../engine/bundle.ts';
import { digestSources, type Sources } from '../engine/sources.ts';
import { type RecordedCases, renderCases } from './recorded-cases.ts';

/** The files of a bundle folder by name, ready to be written. The same sources give the same bytes. */
export type BuiltBundle = ReadonlyMap<string, Uint8Array>;

/** What a bundle is put together from. */
export interface BundleParts {
  readonly sources: Sources;
  /** Version of OPA that compiled the rules and ran their cases. */
  readonly opa: string;
  readonly rules: readonly PolicyRule[];
  readonly config: Readonly<Record<string, unknown>>;
  /** Text of the generated entry points. */
  readonly entrypoints: string;
  readonly wasm: Uint8Array;
  readonly cases: RecordedCases;
}

/** The manifest tells the digest of every file, also of those that the engine does not read. */
export interface WrittenManifest extends BundleManifest {
  readonly files: BundleManifest['files'] & Readonly<Record<'main.rego' | 'cases.json', string>>;
}

export function assembleBundle(parts: BundleParts): BuiltBundle {
  const files = {
    'policy.wasm': parts.wasm,
    'rules.json': json(parts.rules),
    'data.json': json({ config: parts.config }),
    'main.rego': bytes(parts.entrypoints),
    'cases.json': bytes(renderCases(parts.cases)),
  };
  const manifest: WrittenManifest = {
    format: BUNDLE_FORMAT,
    opa: parts.opa,
    sources: digestSources(parts.sources),
    files: {
      'policy.wasm': digestOf(files['policy.wasm']),
      'rules.json': digestOf(files['rules.json']),
      'data.json': digestOf(files['data.json']),
      'main.rego': digestOf(files['main.rego']),
      'cases.json': digestOf(files['cases.json']),
    },
  };
  return new Map([...Object.entries(files), ['manifest.json', json(manifest)]]);
}

function json(value: unknown): Uint8Array {
  return bytes(`${JSON.stringify(value, undefined, 1)}\n`);
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
