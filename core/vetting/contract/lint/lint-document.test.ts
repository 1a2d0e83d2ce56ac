import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDocumentSet } from '../document/document-set.ts';
import { anApi } from '../testing/changed-api.ts';
import { contractSettings, filesOf } from '../testing/contracts.ts';
import { lintDocument } from './lint-document.ts';

describe('when a document refers to other hosts', () => {
  const reached: string[] = [];
  const fetchOfPlatform = globalThis.fetch;

  beforeEach(() => {
    reached.length = 0;
    globalThis.fetch = async (address) => {
      reached.push(String(address));
      return new Response('{}');
    };
  });

  afterEach(() => {
    globalThis.fetch = fetchOfPlatform;
  });

  it.each([
    ['a schema', anApi({ schemas: { Order: { $ref: 'https://example.com/a.yaml' } } })],
    ['an answer', anApi({ get: { responses: { '200': { $ref: 'http://example.com/b.json#/x' } } } })],
    ['a path', anApi({ paths: { '/x': { $ref: '//example.com/c.yaml' } } })],
    [
      'a file of the machine',
      anApi({ paths: { '/x': { $ref: '/etc/passwd' }, '/y': { $ref: '../../package.json' } } }),
    ],
    [
      'an example',
      anApi({
        components: { examples: { One: { externalValue: 'https://example.com/one.json' } }, schemas: {} },
      }),
    ],
  ])('%s: the linter never fetches it', async (_, api) => {
    const documents = createDocumentSet(filesOf({ 'openapi.yaml': api }), contractSettings.limits);
    await lintDocument('openapi.yaml', documents, {});
    expect(reached).toEqual([]);
  });

  it('reads other files of the entry', async () => {
    const api = anApi({ schemas: { Order: { $ref: 'schemas/order.yaml' } } });
    const files = filesOf({ 'openapi.yaml': api, 'schemas/order.yaml': { type: 'object', propertys: {} } });
    const findings = await lintDocument(
      'openapi.yaml',
      createDocumentSet(files, contractSettings.limits),
      {},
    );
    expect(findings).toMatchObject([
      { rule: 'contract/structure', file: 'schemas/order.yaml', place: { pointer: '/propertys', on: 'key' } },
    ]);
  });
});
