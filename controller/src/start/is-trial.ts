import { isLoopback } from '../api/guard-requests.ts';
import type { Config } from '../config/config.ts';
import { ownRoot } from '../demo/start-doubles.ts';

/** Whether somebody tries the sample on a machine of their own: nobody depends on what it does, or is billed for it. */
export function isTrial({ demo, repo, host }: Pick<Config, 'demo' | 'repo' | 'host'>): boolean {
  return demo && repo === ownRoot && isLoopback(host);
}
