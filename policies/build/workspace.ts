import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isJudging, type Sources } from '../engine/sources.ts';

/**
 * Runs some work in a temporary folder that holds only the sources that judge: the tools of OPA take folders whole,
 * and tests in them would be compiled too.
 */
export async function inWorkspace<Result>(
  sources: Sources,
  work: (dir: string) => Promise<Result>,
): Promise<Result> {
  const dir = await mkdtemp(join(tmpdir(), 'souk-policy-'));
  try {
    const rego = [...sources].filter(([path]) => path.endsWith('.rego') && isJudging(path));
    await Promise.all(
      rego.map(async ([path, text]) => {
        await mkdir(dirname(join(dir, path)), { recursive: true });
        await writeFile(join(dir, path), text);
      }),
    );
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
