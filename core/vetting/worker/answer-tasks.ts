import { parentPort } from 'node:worker_threads';

export interface TaskRequest {
  readonly task: string;
  readonly input: unknown;
}

export type TaskAnswer = { readonly value: unknown } | { readonly error: string };

/** What it is given, it was promised by who asked for it by name. */
export type Task = (input: never) => unknown;

/** Answers the requests of the thread that started this one. */
export function answerTasks(tasks: Readonly<Record<string, Task>>): void {
  parentPort?.on('message', async (request: TaskRequest) => {
    parentPort?.postMessage(await answer(tasks, request));
  });
}

async function answer(
  tasks: Readonly<Record<string, Task>>,
  { task, input }: TaskRequest,
): Promise<TaskAnswer> {
  try {
    const run = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
    if (run === undefined) throw new Error(`There is no task ${task}.`);
    return { value: await run(input as never) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
