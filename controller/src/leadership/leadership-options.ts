import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';

export interface LeadershipOptions {
  /** What people call this replica: its host and process, say. */
  readonly holder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told of every transaction of a term that wrote something, once it is committed. */
  readonly onWrite?: ((rows: number) => void) | undefined;
}
