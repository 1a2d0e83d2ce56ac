import { describe, expect, it } from 'vitest';
import type { FederatedSource } from './federated-source.ts';
import { refuseSources } from './refuse-sources.ts';

function source(id: string, namespace: string, current = true): FederatedSource {
  const url = 'https://git.example.com/catalog.git';
  return {
    current,
    manifest: { apiVersion: 'souk/v1', kind: 'Source', id, url, namespace, owner: 'platform' },
  };
}

describe('when sources share a namespace', () => {
  it.each([
    ['one by one', [source('a', 'x'), source('b', 'y')], []],
    ['whatever their order', [source('b', 'x'), source('a', 'x')], ['b']],
    ['all but one', [source('c', 'x'), source('b', 'x'), source('a', 'x')], ['b', 'c']],
    ['even one that is broken keeps it', [source('a', 'x', false), source('b', 'x')], ['b']],
  ])('refuses %s', (_name, sources, refused) => {
    expect([...refuseSources(sources).keys()]).toEqual(refused);
  });
});
