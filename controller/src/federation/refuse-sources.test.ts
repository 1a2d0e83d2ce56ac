import { describe, expect, it } from 'vitest';
import type { FederatedSource } from './federated-source.ts';
import { refuseSources } from './refuse-sources.ts';

function source(id: string, namespace: string | undefined): FederatedSource {
  return { id, namespace, manifest: { standing: 'stalled' } };
}

describe('when sources share a namespace', () => {
  it.each([
    ['one by one', [source('a', 'x'), source('b', 'y')], []],
    ['whatever their order', [source('b', 'x'), source('a', 'x')], ['b']],
    ['all but one', [source('c', 'x'), source('b', 'x'), source('a', 'x')], ['b', 'c']],
    ['none of those that have no namespace', [source('a', undefined), source('b', undefined)], []],
  ])('refuses %s', (_name, sources, refused) => {
    expect([...refuseSources(sources).keys()]).toEqual(refused);
  });
});
