import { parentPort, workerData } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import type { DatabaseAnswer, DatabaseFault, DatabaseRequest } from './messages.ts';
import { openFolder } from './open-folder.ts';

const opening: Promise<PGlite> = openFolder(workerData as string);
// Whoever asks first is told what is wrong.
opening.catch(() => undefined);

parentPort?.on('message', async (request: DatabaseRequest) => {
  parentPort?.postMessage(await answer(request));
  if (request.ask === 'close') parentPort?.close();
});

async function answer(request: DatabaseRequest): Promise<DatabaseAnswer> {
  const { id } = request;
  try {
    const pglite = await opening;
    if (request.ask === 'close') {
      await pglite.close();
      return { id, ok: true, rows: [] };
    }
    const { rows, affectedRows } = await pglite.query(request.sql, request.parameters, { rowMode: 'object' });
    return { id, ok: true, rows, ...(affectedRows === undefined ? {} : { affectedRows }) };
  } catch (error) {
    return { id, ok: false, error: faultOf(error) };
  }
}

function faultOf(error: unknown): DatabaseFault {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, code, detail } = error as Error & { code?: string; detail?: string };
  return { message, ...(code === undefined ? {} : { code }), ...(detail === undefined ? {} : { detail }) };
}
