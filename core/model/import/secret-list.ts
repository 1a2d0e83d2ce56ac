import type { ManifestDraft } from './manifest-draft.ts';
import { type Mapped, mapped } from './mapped.ts';
import type { SourceNode } from './source-node.ts';

export interface SecretTree {
  readonly name: Mapped;
  readonly provision?: Mapped | undefined;
  readonly description?: Mapped | undefined;
  readonly optional?: Mapped | undefined;
}

/** Adds a secret; one that has the name already only gains the places it is mentioned at. */
export function addSecret(draft: ManifestDraft, secret: SecretTree): void {
  const present = draft.secretNames.indexOf(String(secret.name.value));
  if (present !== -1) {
    draft.claim(`/secrets/${present}/name`, secret.name.nodes);
    return;
  }
  const given = Object.entries(secret).filter(([, value]) => value !== undefined);
  draft.append('/secrets', Object.fromEntries(given));
}

/** `required: false` and `optional: true` say the same. */
export function optionality(node: SourceNode): Pick<SecretTree, 'optional'> {
  const optional = node.find('optional');
  if (optional?.boolean() !== undefined) return { optional: mapped(optional.value, optional) };
  const required = node.find('required', 'mandatory');
  return required?.boolean() === undefined ? {} : { optional: mapped(!required.boolean(), required) };
}
