import { parentPort, workerData } from 'node:worker_threads';
import { BuildError } from '@souk/policies/build/build-error.ts';
import { requireOpa } from '@souk/policies/build/opa.ts';
import type { ImpactAnswer, ThreadStart } from './impact-thread.ts';
import { judgeImpact } from './judge-impact.ts';
import { limitOpa } from './limit-opa.ts';

/** OPA reserves much more than it uses. */
const OPA_BYTES = 8 * 1024 ** 3;

parentPort?.postMessage(await answer(workerData as ThreadStart));

async function answer({ question, limits }: ThreadStart): Promise<ImpactAnswer> {
  try {
    const opa = limitOpa(await requireOpa(process.env), { seconds: limits.opaSeconds, bytes: OPA_BYTES });
    return { state: 'judged', impact: await judgeImpact(question, opa) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isTheirs =
      error instanceof BuildError && (error.code === 'sources-invalid' || error.code === 'too-costly');
    return isTheirs ? { state: 'refused', message, problems: error.problems } : { state: 'fault', message };
  }
}
