import { readFile } from 'node:fs/promises';

/** Bytes of memory that a process and all that it began hold; undefined when it is gone. */
export async function readMemory(pid: number): Promise<number | undefined> {
  const [status, children] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined),
    readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => ''),
  ]);
  if (status === undefined) return undefined;
  const own = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1_024;
  const pids = children.split(' ').filter((text) => text !== '');
  const others = await Promise.all(pids.map((child) => readMemory(Number(child))));
  return others.reduce<number>((sum, bytes) => sum + (bytes ?? 0), own);
}
