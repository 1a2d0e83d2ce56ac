/** Settles as the work does, or rejects with the reason of the signal as soon as that fires; the work may go on then. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    // A signal may outlive a million of these.
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
