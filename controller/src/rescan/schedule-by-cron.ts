import { schedule } from 'node-cron';
import type { Schedule } from './rescan-ports.ts';

/** Times by a cron expression, in UTC. One that passed while the machine slept is made up for by whoever starts. */
export function scheduleByCron(expression: string): Schedule {
  return (run) => {
    const task = schedule(expression, run, { timezone: 'UTC', suppressMissedWarning: true });
    return () => void task.destroy();
  };
}
