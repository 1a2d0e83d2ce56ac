import { posix } from 'node:path';
import { BoundedWorker } from '@souk/vetting/worker/bounded-worker.ts';
import { init, parse } from 'es-module-lexer';
import { DriverError } from '../../driver.ts';
import type { StrippedText, TypedText } from './strip-types-thread.ts';

/** A file that a worker is made of. */
export interface WorkerModule {
  /** Path below the entry's folder: what others import it by. */
  readonly path: string;
  readonly type: 'esModule' | 'wasm' | 'json' | 'text';
  readonly bytes: Uint8Array;
}

/** A file of the entry's folder; undefined where there is none. */
export type ReadModule = (path: string) => Promise<Uint8Array | undefined>;

const MOST_MODULES = 200;
const MOST_BYTES = 10 * 1_024 * 1_024;
/** Modules of the runtime that open no way but through what is given. */
/** A parser may need for ever for some lines that somebody made for it, and be of no use after: each load has its own. */
const LIMITS = { timeoutMs: 3_000, memoryMb: 256, mostTimeouts: 1 };
const given = new Set(['cloudflare:sockets', 'cloudflare:workers']);

/**
 * The entry of a worker with all that it imports by relative paths; TypeScript without its types.
 *
 * @returns the entry first
 * @throws {DriverError} `invalid`, naming the file and the line
 */
export async function loadModules(entry: string, read: ReadModule): Promise<readonly WorkerModule[]> {
  await init;
  await using thread = new BoundedWorker(new URL('./strip-types-thread.ts', import.meta.url), LIMITS);
  const modules = new Map<string, WorkerModule>();
  const waiting = [{ path: normalise(entry, () => 'runtime.entry'), from: 'runtime.entry' }];
  let bytes = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path, from } = next;
    if (modules.has(path)) continue;
    const content = await read(path);
    if (content === undefined) throw invalid(`${from} names ${path}, which is not beside the manifest.`);
    bytes += content.byteLength;
    if (bytes > MOST_BYTES || modules.size >= MOST_MODULES)
      throw invalid(`It is made of more than ${MOST_MODULES} files or 10 MiB: bring a smaller bundle.`);
    const type = typeOf(path, from);
    const code = type === 'esModule' ? await withoutTypes(path, content, thread) : undefined;
    modules.set(path, { path, type, bytes: code === undefined ? content : Buffer.from(code) });
    if (code !== undefined)
      for (const found of importsOf(path, code)) waiting.push({ path: found, from: path });
  }
  return [...modules.values()];
}

function importsOf(path: string, code: string): string[] {
  const [imports] = parseOrExplain(path, code);
  return imports.flatMap(({ n: specifier, d: dynamic, ss: start }) => {
    // Only for a message: to count lines for each import of many would take for ever.
    const where = (): string => `${path}:${code.slice(0, start).split('\n').length}`;
    if (dynamic === -2) return [];
    if (specifier === undefined)
      throw invalid(`${where()} imports what is only known at run time; expected a fixed name.`);
    if (given.has(specifier)) return [];
    if (!/^\.{1,2}\//.test(specifier))
      throw invalid(
        `${where()} imports "${specifier}": only files by relative paths are there. Bring packages in a bundle.`,
      );
    return [normalise(posix.join(posix.dirname(path), specifier), where)];
  });
}

function parseOrExplain(path: string, code: string): ReturnType<typeof parse> {
  try {
    return parse(code, path);
  } catch (error) {
    throw invalid(`${path} is no module: ${messageOf(error)}`);
  }
}

async function withoutTypes(path: string, content: Uint8Array, thread: BoundedWorker): Promise<string> {
  const text = new TextDecoder().decode(content);
  if (!path.endsWith('.ts')) return text;
  const typed: TypedText = { path, text };
  const answer = await thread.run('stripTypes', typed);
  if (!answer.ok) throw invalid(`${path} can't be read as TypeScript: ${answer.message}`);
  const stripped = answer.value as StrippedText;
  if ('code' in stripped) return stripped.code;
  const { line, column, message } = stripped;
  throw invalid(`${path}:${line}:${column} is not TypeScript whose types can be left out: ${message}.`);
}

function normalise(path: string, from: () => string): string {
  const clean = posix.normalize(path);
  if (clean === '..' || clean.startsWith('../') || clean.startsWith('/') || !/^[\w@./-]+$/.test(clean))
    throw invalid(`${from()} leads to "${path}", which is not a file beside the manifest.`);
  return clean;
}

function typeOf(path: string, from: string): WorkerModule['type'] {
  switch (posix.extname(path)) {
    case '.ts':
    case '.js':
    case '.mjs':
      return 'esModule';
    case '.wasm':
      return 'wasm';
    case '.json':
      return 'json';
    case '.txt':
    case '.sql':
    case '.html':
      return 'text';
    default:
      throw invalid(
        `${from} names ${path}; expected a .ts, .js, .mjs, .wasm, .json, .txt, .sql or .html file.`,
      );
  }
}

function invalid(message: string): DriverError {
  return new DriverError('invalid', message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}
