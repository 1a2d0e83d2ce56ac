import type { Fields } from '../plain-value.ts';
import type { Span } from '../remark.ts';

/** A block of Terraform, from either of its languages. */
export interface TerraformBlock {
  /** `resource`, `variable`, `provider`… */
  readonly kind: string;
  /** `["aws_s3_bucket", "logs"]`. */
  readonly labels: readonly string[];
  readonly body: Fields;
  /** Where a field of it stands; a field that is not there is shown at the header of the block. */
  readonly placeOf: (path: readonly (string | number)[]) => Span;
}

/** The address of a block, as Terraform prints it. */
export function addressOf({ kind, labels }: TerraformBlock): string {
  return [...(kind === 'resource' ? [] : [kind]), ...labels].join('.');
}

/** A block within another, with the way to it. */
export interface NestedBlock {
  readonly body: Fields;
  readonly path: readonly (string | number)[];
}
