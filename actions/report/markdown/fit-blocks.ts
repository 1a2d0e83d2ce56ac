/** Bytes kept free for what is said of the blocks that are left out. */
const NOTICE = 300;

/**
 * As many whole blocks as there is room for, then what is said of the rest. Rooms are in bytes of UTF-8, of which there
 * are never fewer than characters, so that they keep to limits of either.
 *
 * @param tellRest at most 300 bytes; undefined to say nothing
 */
export function fitBlocks(
  blocks: readonly string[],
  room: number,
  tellRest: (left: number) => string | undefined,
): string[] {
  const fitting: string[] = [];
  let left = room - NOTICE;
  for (const block of blocks) {
    left -= Buffer.byteLength(block) + 1;
    if (left < 0) break;
    fitting.push(block);
  }
  const rest = blocks.length - fitting.length;
  const notice = rest === 0 ? undefined : tellRest(rest);
  return notice === undefined ? fitting : [...fitting, notice];
}
