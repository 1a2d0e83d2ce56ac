import type { Remark } from '../remark.ts';
import type { TerraformBlock } from './terraform-file.ts';

/** Looks at one block. */
export type TerraformCheck = (block: TerraformBlock) => readonly Remark[];

/** Type of a resource; undefined for all other blocks. */
export function resourceType({ kind, labels }: TerraformBlock): string | undefined {
  return kind === 'resource' ? labels[0] : undefined;
}

export function isData({ kind, labels }: TerraformBlock, type: string): boolean {
  return kind === 'data' && labels[0] === type;
}

/** Text of a value with all its items and the expressions in it, to search for addresses and names. */
export function writtenText(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
