import type { Clock } from './clock.ts';

/** What has to end for a process to end. */
export interface DrainPorts {
  /** From now on readiness says no, so that whoever balances load sends nothing more. */
  announce(): void;
  /** Ends what only the leader does and gives the leadership up, so that another replica need not wait for it to expire. */
  stopLeading(): Promise<void>;
  /** Tells clients of streams and long waits to come back; they are served elsewhere. */
  endStreams(): void;
  /** Takes no new connections; resolves when the requests that are being answered have been. */
  finishRequests(): Promise<void>;
  /** Ends connections that are still open. */
  cutRequests(): void;
  readonly clock: Clock;
}

export interface DrainLimits {
  /** How long requests are still taken after the announcement; zero where nobody balances load. */
  readonly graceMs: number;
  /** How long everything may take after that. */
  readonly limitMs: number;
}

/** What was given up because it took too long. */
export interface DrainOutcome {
  readonly requestsCut: boolean;
  readonly leadingCut: boolean;
}

/** Ends a process in the order that costs callers least. Never rejects for what took too long. */
export async function drain(ports: DrainPorts, { graceMs, limitMs }: DrainLimits): Promise<DrainOutcome> {
  const { clock } = ports;
  ports.announce();
  const stopped = ports.stopLeading();
  // Told of below, where it is waited for.
  stopped.catch(() => undefined);
  if (graceMs > 0) await clock.sleep(graceMs, new AbortController().signal);
  ports.endStreams();
  const inTime = within(limitMs, clock);
  const [requestsCut, leadingCut] = await Promise.all([
    inTime(ports.finishRequests()).then((finished) => {
      if (!finished) ports.cutRequests();
      return !finished;
    }),
    inTime(stopped).then((finished) => !finished),
  ]);
  return { requestsCut, leadingCut };
}

/** Gives how to wait for work until one common moment: whether it ended before. */
function within(limitMs: number, clock: Clock): (work: Promise<unknown>) => Promise<boolean> {
  const done = new AbortController();
  const late = clock.sleep(limitMs, done.signal).then(() => false);
  let waiting = 0;
  return async (work) => {
    waiting += 1;
    try {
      return await Promise.race([work.then(() => true), late]);
    } finally {
      waiting -= 1;
      if (waiting === 0) done.abort();
    }
  };
}
