import type { AttemptOutcome } from '@souk/model/webhook/attempt-outcome.ts';
import { pino } from 'pino';
import type { LeaderService } from '../../leadership/term.ts';
import { createReadSecret } from '../../secrets/read-secret.ts';
import type { Store } from '../../store/store.ts';
import { silentTelemetry } from '../../telemetry/create-telemetry.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { createDeliveryService, type DeliveryPorts } from '../delivery-service.ts';
import type { Message, Poster } from '../post-message.ts';

/** A poster that answers as it is told and remembers what it was given. */
export function scriptedPoster(
  answer: (message: Message, nth: number) => AttemptOutcome | Promise<AttemptOutcome>,
): Poster & { readonly sent: Message[] } {
  const sent: Message[] = [];
  return {
    sent,
    post: async (message) => {
      sent.push(message);
      return { outcome: await answer(message, sent.length), response: 'answer' };
    },
    close: async () => {},
  };
}

export const delivered: AttemptOutcome = { kind: 'delivered', status: 204 };
export const failed: AttemptOutcome = { kind: 'rejected', status: 500 };

export interface TestedService {
  readonly service: LeaderService;
  readonly clock: FakeClock;
  /** Tells the service to look again. */
  readonly ring: () => void;
}

export function aDeliveryService(
  store: Store,
  poster: Poster,
  ports: Partial<DeliveryPorts> & { readonly clock?: FakeClock } = {},
): TestedService {
  const listeners = new Set<() => void>();
  const clock = ports.clock ?? new FakeClock();
  const service = createDeliveryService({
    store,
    poster,
    mailer: undefined,
    readSecret: createReadSecret({ secrets: new Map(), secretsDir: undefined }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    logger: pino({ level: 'silent' }),
    publicUrl: 'https://souk.example.com',
    random: () => 0.5,
    telemetry: silentTelemetry(),
    ...ports,
    clock,
  });
  return {
    service,
    clock,
    ring: () => {
      for (const listener of listeners) listener();
    },
  };
}
