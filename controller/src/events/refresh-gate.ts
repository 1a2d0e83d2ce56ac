import type { Clock } from '../clock.ts';

const GAP_MS = 1_000;

export interface RefreshGate {
  /** Asks now, or at the end of the gap after the last time: however many ask in it, that is one question. */
  ask(): Promise<void>;
  close(): void;
}

/** Bounds how often the leader is asked to look at its source, whoever asks and however often. */
export function openRefreshGate(
  requestRefresh: () => Promise<void>,
  clock: Clock,
  onFailure: (error: unknown) => void,
): RefreshGate {
  const closed = new AbortController();
  let state: 'open' | 'gap' | 'asked' = 'open';
  const pass = (): Promise<void> => {
    state = 'gap';
    void clock.sleep(GAP_MS, closed.signal).then(() => {
      const again = state === 'asked' && !closed.signal.aborted;
      state = 'open';
      if (again) pass().catch(onFailure);
    });
    return requestRefresh();
  };
  return {
    ask: async () => {
      if (state === 'open') await pass();
      else state = 'asked';
    },
    close: () => closed.abort(),
  };
}
