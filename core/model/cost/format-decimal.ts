/** `1,234,567.80`: a decimal text with separators, as long as it is. */
export function formatDecimal(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `+12.00`, `-3.20` or `0.00`: how much more it is. */
export function formatDifference(decimal: string): string {
  const isNothing = /^-?0(?:\.0*)?$/.test(decimal);
  return isNothing || decimal.startsWith('-') ? formatDecimal(decimal) : `+${formatDecimal(decimal)}`;
}
