import type { OperationId } from '../operations/operation.ts';

/** What goes wrong instead of an answer. */
export type Fault =
  /** The connection breaks. */
  | { readonly kind: 'disconnect' }
  /** GitHub's own trouble. */
  | { readonly kind: 'server-error'; readonly status: 500 | 502 | 503 }
  /** No requests are left of the hour: 403 unless given. */
  | { readonly kind: 'rate-limit'; readonly resetInSeconds: number; readonly status?: 403 | 429 }
  /** Too much at once, with Retry-After: 403 unless given. */
  | { readonly kind: 'secondary-limit'; readonly retryAfterSeconds: number; readonly status?: 403 | 429 };

export interface PlannedFault {
  readonly fault: Fault;
  /** How many requests it hits; one unless given. */
  readonly times?: number;
  /** Hits only this operation. */
  readonly operation?: OperationId | 'enqueuePullRequest';
}

export interface FaultPlan {
  add(planned: PlannedFault): void;
  /** The fault that hits this request, used up by it. */
  take(operation: string | undefined): Fault | undefined;
}

export function createFaultPlan(): FaultPlan {
  let waiting: { readonly planned: PlannedFault; left: number }[] = [];
  return {
    add: (planned) => {
      waiting.push({ planned, left: planned.times ?? 1 });
    },
    take: (operation) => {
      const next = waiting.find(
        ({ planned }) => planned.operation === undefined || planned.operation === operation,
      );
      if (next === undefined) return undefined;
      next.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return next.planned.fault;
    },
  };
}
