import { isFields } from '../plain-value.ts';
import type { Remark } from '../remark.ts';
import { isSecretName, isWrittenOut } from '../secret-name.ts';
import type { TerraformCheck } from './terraform-check.ts';
import { addressOf, type TerraformBlock } from './terraform-file.ts';

/** Secrets that are written out: in fields of any block, as locals, and as defaults of variables. */
export const checkCredentials: TerraformCheck = (block) =>
  secretFieldsOf(block).map(
    (path): Remark => ({
      rule: 'terraform/inline-credentials',
      message: `${addressOf(block)} has the value of ${nameOf(block, path)} written out.`,
      help: 'Read it from a secret store or a variable that is marked as sensitive, and change the value that was published.',
      place: block.placeOf(path),
      about: `${addressOf(block)}.${nameOf(block, path)}`,
    }),
  );

function secretFieldsOf(block: TerraformBlock): (string | number)[][] {
  if (block.kind === 'output' || block.kind === 'terraform') return [];
  if (block.kind === 'variable') {
    const value = block.body['default'];
    const isWritten = typeof value === 'string' && isWrittenOut(value);
    return isWritten && isSecretName(block.labels[0] ?? '') ? [['default']] : [];
  }
  const found: (string | number)[][] = [];
  const open: { value: unknown; path: (string | number)[] }[] = [{ value: block.body, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && isSecretName(lastName(path)) && isWrittenOut(value)) found.push(path);
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) open.push({ value: item, path: [...path, i] });
    } else if (isFields(value)) {
      for (const [key, child] of Object.entries(value)) open.push({ value: child, path: [...path, key] });
    }
  }
  return found;
}

function lastName(path: readonly (string | number)[]): string {
  return String(path.findLast((step) => typeof step === 'string') ?? '');
}

function nameOf({ labels }: TerraformBlock, path: readonly (string | number)[]): string {
  return path.length === 1 && path[0] === 'default' ? (labels[0] ?? '') : lastName(path);
}
