import type { ProcessPort } from './terminal.ts';

/** What is shown to people while they wait. */
export interface Progress {
  /** Says what is being done now. */
  readonly tell: (step: string) => void;
  /** Clears the line. */
  readonly stop: () => void;
}

const PATIENCE_MS = 1000;
const CLEAR_LINE = '\r\u001b[2K';

/** Shows the current step on one line of standard error, once it takes over a second and where a person looks. */
export function startProgress({ stderr }: Pick<ProcessPort, 'stderr'>): Progress {
  if (stderr.isTTY !== true) return { tell: () => undefined, stop: () => undefined };
  let step = '';
  let shown = false;
  const show = (): void => {
    shown = true;
    stderr.write(`${CLEAR_LINE}${step} …`);
  };
  const timer = setTimeout(show, PATIENCE_MS);
  return {
    tell: (next) => {
      step = next;
      if (shown) show();
    },
    stop: () => {
      clearTimeout(timer);
      if (shown) stderr.write(CLEAR_LINE);
    },
  };
}
