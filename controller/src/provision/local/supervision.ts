import { type RetryPace, retryDelay } from '../../retry-delay.ts';

/** Where an instance stands that is kept running. `ends` counts how often in a row it ended before it was well. */
export type Supervision =
  | { readonly phase: 'starting'; readonly ends: number }
  | { readonly phase: 'running'; readonly ends: number; readonly since: number }
  | { readonly phase: 'waiting'; readonly ends: number; readonly until: number; readonly why: string }
  | { readonly phase: 'stopped' };

export type SupervisionEvent =
  | { readonly type: 'came-up' }
  /** It ended, or it did not come up. */
  | { readonly type: 'ended'; readonly why: string }
  | { readonly type: 'rested' }
  | { readonly type: 'stopped' };

/** What ran for so long was well: its next end is the first one again. */
const STEADY_MS = 60_000;

export const beginning: Supervision = { phase: 'starting', ends: 0 };

/** What comes next for an instance: it is started anew for ever, with growing pauses, until somebody stops it. */
export function supervise(
  state: Supervision,
  event: SupervisionEvent,
  at: number,
  pace: RetryPace,
): Supervision {
  if (state.phase === 'stopped') return state;
  switch (event.type) {
    case 'came-up':
      return { phase: 'running', ends: state.ends, since: at };
    case 'ended': {
      const wasWell = state.phase === 'running' && at - state.since >= STEADY_MS;
      const ends = wasWell ? 1 : state.ends + 1;
      return { phase: 'waiting', ends, until: at + retryDelay(ends, pace), why: event.why };
    }
    case 'rested':
      return { phase: 'starting', ends: state.ends };
    case 'stopped':
      return { phase: 'stopped' };
  }
}
