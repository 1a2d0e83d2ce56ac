import { appendFile, stat } from 'node:fs/promises';
import type { Log } from './log.ts';

/** Bytes that the host shows of the summary of a step; a larger one it drops without a word. */
const MOST_BYTES = 1024 * 1024;

const notice = '\n\n> The rest is left out: a summary has room for 1 MiB. The report file has all of it.\n';

/**
 * Gives a function that adds to the summary of a step. What is beyond its limit is cut at the end of a line, with a
 * notice, and nothing is added after that.
 *
 * @param file empty outside of a workflow: then there is nowhere to show it
 */
export function createSummary(file: string, log: Log): (markdown: string) => Promise<void> {
  let full = false;
  return async (markdown) => {
    if (file === '') log.info('There is no place for a summary here: GITHUB_STEP_SUMMARY names no file.');
    if (file === '' || full) return;
    const text = `${markdown.trimEnd()}\n`;
    const room = MOST_BYTES - (await sizeOf(file)) - Buffer.byteLength(notice);
    full = Buffer.byteLength(text) > room;
    await appendFile(file, full ? `${cutToBytes(text, room)}${notice}` : text);
  };
}

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

function cutToBytes(text: string, room: number): string {
  const bytes = Buffer.from(text).subarray(0, Math.max(room, 0));
  return bytes.subarray(0, bytes.lastIndexOf('\n') + 1).toString();
}
