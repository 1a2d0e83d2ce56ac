import { createHash } from 'node:crypto';
import { referencesOf } from '@souk/model/catalog/references.ts';
import type { DesiredEntity } from '../reconcile/desired-entity.ts';
import { fieldsOf } from '../reconcile/fields-of.ts';
import { namespaceManifest } from './namespace-manifest.ts';
import type { ForeignEntity } from './read-foreign-catalog.ts';

/** Raise this when something is derived differently, so that what is stored is written again. */
export const DERIVATION = 1;

/**
 * What the registry should hold of another catalog: what its files say, under its namespace. Nothing of it is judged
 * here, so there are no findings and no risk; its attachments stay where they are.
 */
export function desireForeign(entities: readonly ForeignEntity[], namespace: string): DesiredEntity[] {
  return entities.map(({ path, manifest: written }): DesiredEntity => {
    const manifest = namespaceManifest(written, namespace);
    const digest = `sha256:${sha256(JSON.stringify(manifest))}`;
    return {
      key: { kind: manifest.kind, id: manifest.id },
      path,
      blob: undefined,
      fingerprint: sha256(JSON.stringify([DERIVATION, path, digest])),
      standing: 'sound',
      content: {
        manifest,
        digest,
        ...fieldsOf(manifest),
        risk: undefined,
        riskReasons: [],
        references: referencesOf(manifest),
      },
      findings: [],
      attachments: [],
    };
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
