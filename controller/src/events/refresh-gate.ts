import type { Clock } from '../clock.ts';

/** So many questions go through at once after a quiet time, as a few pushes in a row are: each wants to be seen. */
const BURST = 20;
/** After that, one in this time. */
const GAP_MS = 1_000;

export interface RefreshGate {
  /** Asks now, or as soon as it may: however many ask until then, that is one question. */
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
  let left = BURST;
  let countedAt = clock.now().getTime();
  let isWaiting = false;

  const refill = (): void => {
    const gained = Math.floor((clock.now().getTime() - countedAt) / GAP_MS);
    left = Math.min(BURST, left + gained);
    countedAt += gained * GAP_MS;
  };
  const askLater = async (): Promise<void> => {
    await clock.sleep(GAP_MS, closed.signal);
    isWaiting = false;
    if (!closed.signal.aborted) await ask();
  };
  const ask = async (): Promise<void> => {
    refill();
    if (left > 0) {
      left--;
      await requestRefresh();
    } else if (!isWaiting) {
      isWaiting = true;
      askLater().catch(onFailure);
    }
  };
  return { ask, close: () => closed.abort() };
}
