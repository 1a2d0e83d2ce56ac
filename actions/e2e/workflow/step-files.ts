import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a step left in the files that the runner gives it. */
export interface LeftBehind {
  readonly outputs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  /** Folders added to PATH. */
  readonly paths: readonly string[];
  /** Empty above 1 MiB, as GitHub drops it. */
  readonly summary: string;
}

export interface StepFiles {
  /** Where the step finds them. */
  readonly variables: Readonly<Record<string, string>>;
  read(): Promise<LeftBehind>;
}

const LONGEST_SUMMARY = 1024 * 1024;

/** Makes the files of one step in a folder of its own. */
export async function createStepFiles(folder: string): Promise<StepFiles> {
  await mkdir(folder, { recursive: true });
  const path = (name: string) => join(folder, name);
  for (const name of ['output', 'env', 'path', 'state', 'summary']) await writeFile(path(name), '');
  const read = (name: string) => readFile(path(name), 'utf8');
  return {
    variables: {
      GITHUB_OUTPUT: path('output'),
      GITHUB_ENV: path('env'),
      GITHUB_PATH: path('path'),
      GITHUB_STATE: path('state'),
      GITHUB_STEP_SUMMARY: path('summary'),
    },
    read: async () => {
      const summary = await read('summary');
      return {
        outputs: parseValues(await read('output')),
        environment: parseValues(await read('env')),
        paths: (await read('path')).split('\n').filter((line) => line !== ''),
        summary: Buffer.byteLength(summary) > LONGEST_SUMMARY ? '' : summary,
      };
    },
  };
}

/** `name=value` lines, and `name<<DELIMITER` blocks. */
export function parseValues(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const [, block, delimiter] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    if (block !== undefined && delimiter !== undefined) {
      const end = lines.indexOf(delimiter, index + 1);
      if (end === -1) throw new Error(`A value of ${block} is not ended by ${delimiter}.`);
      values[block] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else if (line.includes('=')) {
      values[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    } else if (line !== '') {
      throw new Error(`Expected name=value or name<<DELIMITER, found: ${line}`);
    }
  }
  return values;
}
