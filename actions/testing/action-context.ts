import type { ActionContext } from '../runtime/action-context.ts';
import { ActionFault } from '../runtime/action-fault.ts';

export interface ActionStart {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event: ActionContext['event'];
  readonly workspace: string;
  readonly apiUrl: string;
}

/** A runner that a test plays, and what the action told it. */
export interface PlayedContext extends ActionContext {
  readonly outputs: ReadonlyMap<string, string>;
  readonly summaries: readonly string[];
  /** Texts as they were given to the log, which makes them harmless. */
  readonly logged: readonly string[];
}

export function playContext({ inputs = {}, event, workspace, apiUrl }: ActionStart): PlayedContext {
  const outputs = new Map<string, string>();
  const summaries: string[] = [];
  const logged: string[] = [];
  const log = (text: string): void => void logged.push(text);
  const input = (name: string): string => inputs[name] ?? '';
  return {
    ...{ outputs, summaries, logged, event, workspace, apiUrl, input },
    requiredInput: (name) => {
      if (input(name) !== '') return input(name);
      throw new ActionFault('usage', `The input ${name} is not given.`);
    },
    flag: (name) => input(name) === 'true',
    repository: { owner: 'acme', repo: 'souk' },
    temp: workspace,
    serverUrl: 'https://github.com',
    runUrl: 'https://github.com/acme/souk/actions/runs/1',
    sha: '',
    ref: 'refs/heads/main',
    log: { info: log, warn: log, progress: log },
    setOutput: (name, value) => void outputs.set(name, value),
    appendSummary: async (markdown) => void summaries.push(markdown),
    annotate: () => undefined,
  };
}
