/** @throws when it is none */
export function readCount(text: string, option: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new Error(`--${option} needs whole numbers above 0; got ${text}.`);
  return count;
}

/**
 * Numbers with commas between them.
 * @throws when one is none
 */
export function readCounts(list: string, option: string): number[] {
  return list.split(',').map((text) => readCount(text, option));
}
