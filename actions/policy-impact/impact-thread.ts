import { Worker } from 'node:worker_threads';
import type { Impact } from '@souk/model/impact/impact.ts';
import type { BuildProblem } from '@souk/policies/build/build-error.ts';
import type { ImpactQuestion } from './judge-impact.ts';

/** What became of a question. */
export type ImpactAnswer =
  | { readonly state: 'judged'; readonly impact: Impact }
  /** The policies are wrong, or cost too much: whoever changed them has to mend them. */
  | { readonly state: 'refused'; readonly message: string; readonly problems: readonly BuildProblem[] }
  /** What judges them failed. */
  | { readonly state: 'fault'; readonly message: string };

export interface ThreadLimits {
  /** Of all the work. */
  readonly seconds: number;
  readonly opaSeconds: number;
}

const HEAP_MB = 2_048;

/** What the thread may know of the environment: where OPA and Git are. */
const ENVIRONMENT = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'XDG_CACHE_HOME', 'OPA'];

/** What a thread is given to begin with. */
export interface ThreadStart {
  readonly question: ImpactQuestion;
  readonly limits: ThreadLimits;
}

/** Judges changed policies in a thread that is ended when the time is over, whatever they make it do. */
export async function askThread(question: ImpactQuestion, limits: ThreadLimits): Promise<ImpactAnswer> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => ENVIRONMENT.includes(name)));
  const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB };
  const workerData: ThreadStart = { question, limits };
  const script = new URL('./impact-worker.ts', import.meta.url);
  const worker = new Worker(script, { workerData, env, resourceLimits });
  const { promise, resolve } = Promise.withResolvers<ImpactAnswer>();
  const timer = setTimeout(() => resolve(tooSlow(limits.seconds)), limits.seconds * 1_000);
  worker.on('message', resolve);
  worker.on('error', (error) => resolve(answerToCrash(error)));
  worker.on('exit', () => resolve({ state: 'fault', message: 'The judgement ended without an answer.' }));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function answerToCrash(error: Error): ImpactAnswer {
  const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isMemory
    ? { state: 'refused', message: 'The policies take more memory than they may.', problems: [] }
    : { state: 'fault', message: error.message };
}

function tooSlow(seconds: number): ImpactAnswer {
  return {
    state: 'refused',
    message: `The policies take more than ${seconds} s to compile and to judge the catalog by. Look for rules that go through everything many times over.`,
    problems: [],
  };
}
