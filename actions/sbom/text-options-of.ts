import { type ProcessPort, wantsColor } from '../cli/terminal.ts';
import type { TextOptions } from '../report/text-options.ts';

const DEFAULT_COLUMNS = 100;

/** How to render findings of one document for the terminal of a process. */
export function textOptionsOf(process: ProcessPort, bytes: Uint8Array): TextOptions {
  const text = new TextDecoder().decode(bytes);
  return {
    color: wantsColor(process),
    columns: process.stdout.columns ?? DEFAULT_COLUMNS,
    textOf: () => text,
  };
}
