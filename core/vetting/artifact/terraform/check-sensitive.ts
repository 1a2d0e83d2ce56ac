import type { Remark } from '../remark.ts';
import { isSecretName } from '../secret-name.ts';
import { type TerraformCheck, writtenText } from './terraform-check.ts';
import { addressOf } from './terraform-file.ts';

/** Whether variables and outputs that hold secrets are kept out of what Terraform prints. */
export const checkSensitive: TerraformCheck = (block) => {
  if (block.kind !== 'variable' && block.kind !== 'output') return [];
  const isSecret =
    isSecretName(block.labels[0] ?? '') || (block.kind === 'output' && givesSecret(block.body['value']));
  if (!isSecret || block.body['sensitive'] === true || block.body['ephemeral'] === true) return [];
  return [
    {
      rule: 'terraform/not-sensitive',
      message: `${addressOf(block)} holds a secret, but is not marked as sensitive.`,
      help: 'Add `sensitive = true`.',
      place: block.placeOf([]),
      about: addressOf(block),
    } satisfies Remark,
  ];
};

/** Whether an expression is a field that holds a secret, such as `random_password.db.result`. */
function givesSecret(value: unknown): boolean {
  const path = /^\$\{([\w.[\]"-]{1,200})\}$/.exec(writtenText(value))?.[1];
  if (path === undefined) return false;
  return path.startsWith('random_password.') || isSecretName(path.split('.').at(-1) ?? '');
}
