import { DriverError } from '../driver.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import type { ObjectScope } from './object-scope.ts';

/** Bytes; the API takes a little more. */
const MOST = 1_000_000;

/**
 * Texts of an instance by the names of files.
 * @throws {DriverError} `invalid` when they are too much
 */
export function renderConfigMap(
  { metadata, instance }: ObjectScope,
  data: Readonly<Record<string, string>>,
): KubernetesObject {
  const bytes = Object.values(data).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > MOST)
    throw new DriverError(
      'invalid',
      `The configuration of ${instance.id} has ${bytes} bytes; a ConfigMap holds at most ${MOST}.`,
    );
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { ...data } };
}
