/** Kilometres as people type them, in miles; undefined when they typed no number. */
export function toMiles(text) {
  const kilometres = Number(text);
  return text.trim() === '' || Number.isNaN(kilometres) ? undefined : kilometres / 1.609344;
}
