import { isDeepStrictEqual } from 'node:util';
import type { LiveObject } from './cluster.ts';

const MOST_PATHS = 3;

/**
 * Where an object differs from what it would be if it were applied again, as paths such as `spec.replicas`; empty where
 * it does not.
 */
export function compareObjects(live: LiveObject, applied: LiveObject): readonly string[] {
  const paths: string[] = [];
  collect(meant(live), meant(applied), '', paths);
  return paths.length > MOST_PATHS
    ? [...paths.slice(0, MOST_PATHS), `${paths.length - MOST_PATHS} more`]
    : paths;
}

/** What somebody meant an object to be: without what the API notes on it, and without how it does. */
function meant({ metadata, status: _, ...rest }: LiveObject): unknown {
  const { name, namespace, labels = {}, annotations = {} } = metadata;
  return { ...rest, metadata: { name, namespace, labels, annotations } };
}

function collect(a: unknown, b: unknown, path: string, into: string[]): void {
  if (isDeepStrictEqual(a, b)) return;
  const both = [a, b].every((one) => typeof one === 'object' && one !== null);
  if (!both || Array.isArray(a) !== Array.isArray(b)) {
    into.push(path);
    return;
  }
  const [one, other] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
    collect(one[key], other[key], path === '' ? key : `${path}.${key}`, into);
}
