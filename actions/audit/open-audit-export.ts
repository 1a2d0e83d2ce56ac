import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withoutCredentials } from '@souk/git/git-error.ts';
import { UsageError } from '../cli/exit-code.ts';

const JSON_LINES = 'application/x-ndjson';

/** Bytes of an export, as they come. */
export type AuditExport = AsyncIterable<Uint8Array>;

/**
 * Opens an export in a file, or that of a running controller at its address.
 *
 * @throws {UsageError} for a file that is not there
 * @throws {Error} when the controller can't be reached, or is none
 */
export async function openAuditExport(where: string, cwd: string): Promise<AuditExport> {
  return /^https?:\/\//.test(where) ? openAddress(where) : openFile(resolve(cwd, where), where);
}

async function openFile(path: string, name: string): Promise<AuditExport> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() === true) return createReadStream(path);
  throw new UsageError(
    `${name} must be a file, or the address of a controller such as http://127.0.0.1:7070; there is ${found === undefined ? 'no such file' : 'a folder'}.`,
  );
}

async function openAddress(address: string): Promise<AuditExport> {
  const url = new URL('api/v1/audit', address.replace(/\/*$/, '/'));
  const shown = withoutCredentials(url.href);
  let response: Response;
  try {
    response = await fetch(url, { headers: { accept: JSON_LINES } });
  } catch (error) {
    throw new Error(
      `There is no controller at ${shown} (${reasonOf(error)}). Start it with souk start, or name a file.`,
    );
  }
  if (!response.ok || response.headers.get('content-type')?.startsWith(JSON_LINES) !== true)
    throw new Error(
      `${shown} must give an audit log; it answered ${response.status} ${response.headers.get('content-type') ?? ''}.`,
    );
  return readBody(response, shown);
}

async function* readBody({ body }: Response, shown: string): AuditExport {
  if (body === null) return;
  try {
    yield* body;
  } catch (error) {
    throw new Error(`${shown} broke off (${reasonOf(error)}). Try again.`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
