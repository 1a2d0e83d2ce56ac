/** One licence of an expression, under the id that is in use today. */
export interface SingleLicense {
  readonly kind: 'license';
  readonly id: string;
  /** Whether a later version may be chosen instead. */
  readonly orLater: boolean;
  readonly exception?: string;
}

/** An expression: `all` licences apply at once (`AND`), or `any` may be chosen (`OR`). */
export type LicenseTerm =
  | SingleLicense
  | { readonly kind: 'all' | 'any'; readonly of: readonly LicenseTerm[] };

/** As it is written in an expression. */
export function formatLicense({ id, orLater, exception }: SingleLicense): string {
  const suffix = orLater && !id.endsWith('-or-later') ? '+' : '';
  return `${id}${suffix}${exception === undefined ? '' : ` WITH ${exception}`}`;
}
