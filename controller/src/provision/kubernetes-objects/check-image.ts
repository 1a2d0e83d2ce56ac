import type { Instance } from '@souk/model/installation/instance.ts';
import { DriverError } from '../driver.ts';

const HOST = '[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?';
const PATH = '[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*';
const PINNED = new RegExp(`^${HOST}/${PATH}(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?@sha256:[0-9a-f]{64}$`);

/**
 * The image that an instance runs.
 * @throws {DriverError} `invalid` when it is none, or none that stays the same
 */
export function checkImage({ artifact, entry }: Instance): string {
  if (artifact !== undefined && PINNED.test(artifact)) return artifact;
  throw new DriverError(
    'invalid',
    `${entry.id} ${entry.version} can't be run in a cluster: expected artifact.ref to be an image with its registry and digest, such as registry.example.com/crm:1.2.0@sha256:…; it is ${JSON.stringify(artifact ?? null)}.`,
  );
}
