/**
 * Digits after the point that amounts of a currency are rounded to: 2 for EUR, 0 for JPY, 3 for KWD.
 *
 * @param currency three letters of ISO 4217
 */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}
