import type { Instance } from '@souk/model/installation/instance.ts';
import { DriverError } from '../driver.ts';
import { parseEgress } from '../local/egress/egress-rules.ts';

/**
 * What an instance may call, as `host:port`, each once, sorted.
 * @throws {DriverError} `invalid` for what is no host
 */
export function egressTargets({ egress, entry }: Instance): readonly string[] {
  const targets = egress.flatMap((text) => {
    const [target] = parseEgress([text]);
    if (target !== undefined) return [`${target.host}:${target.port}`];
    throw new DriverError(
      'invalid',
      `egress of ${entry.id}: expected the name of a host with an optional port, such as api.example.com; got ${JSON.stringify(text)}.`,
    );
  });
  return [...new Set(targets)].toSorted();
}
