import { aConnector } from '@souk/model/testing/manifests.ts';
import { describe, expect, it } from 'vitest';
import { anApi, jsonBody, received, withIt } from './testing/changed-api.ts';
import { anApiApp, aVettedEntry, contractSettings, type Documents, filesOf } from './testing/contracts.ts';
import { describeFinding, find } from './testing/find.ts';
import { vetContracts } from './vet-contracts.ts';

const text = { type: 'string' };
const nothing: readonly string[] = [];
const openapi = (api: unknown, more: Documents = {}): Documents => ({ 'openapi.yaml': api, ...more });

describe('when an API breaks its promise', () => {
  const before = { entry: anApiApp(), documents: openapi(received(withIt(text))) };
  const broken = openapi(received({ type: 'object' }));
  const place = 'property-removed openapi.yaml /components/schemas/Order/properties/it';

  it.each([
    ['1.4.3', `deny ${place}`],
    ['1.5.0', `deny ${place}`],
    ['2.0.0', `notice ${place}`],
  ])('version %s', async (version, expected) => {
    const after = openapi({
      ...received({ type: 'object' }),
      info: { title: 'Orders', version: version === '2.0.0' ? '2.0.0' : '1.4.2' },
    });
    expect(await find(aVettedEntry(anApiApp({ version }), after, before))).toEqual([expected]);
  });

  it('asks the API for a major version of its own', async () => {
    const { findings } = await vetContracts(
      aVettedEntry(anApiApp({ version: '2.0.0' }), broken, before),
      contractSettings,
    );
    expect(findings).toMatchObject([
      {
        rule: 'contract/property-removed',
        level: 'deny',
        message:
          'Order.it is removed, which breaks users of GET /orders/{id}; the version of orders is 1.4.2.',
        help: 'Keep what consumers rely on, or raise the version of orders to 2.0.0.',
        about: 'orders: Order.it is removed',
      },
    ]);
  });

  it('takes the minor version for the major one before 1.0.0', async () => {
    const early = {
      entry: anApiApp({ version: '0.4.2' }),
      documents: openapi(versioned(withIt(text), '0.4.2')),
    };
    const next = (version: string) =>
      aVettedEntry(anApiApp({ version }), openapi(versioned({ type: 'object' }, version)), early);
    expect(await find(next('0.4.3'))).toEqual([`deny ${place}`]);
    expect(await find(next('0.5.0'))).toEqual([`notice ${place}`]);
  });

  it('names a change once for all operations that feel it', async () => {
    const shared = (schema: object) =>
      openapi(
        anApi({
          schemas: { Order: schema },
          post: { responses: { '201': jsonBody('Order'), '400': { description: 'No.' } } },
        }),
      );
    const { findings } = await vetContracts(
      aVettedEntry(anApiApp(), shared({ type: 'object' }), {
        entry: anApiApp(),
        documents: shared(withIt(text)),
      }),
      contractSettings,
    );
    expect(findings.map(({ message }) => message)).toEqual([
      'Order.it is removed, which breaks users of GET /orders/{id}, POST /orders; the version of the entry is 1.4.2 and the version of orders is 1.4.2.',
    ]);
  });

  it('asks for a minor version where something is added', async () => {
    const more = openapi(received(withIt(text, { properties: { it: text, that: text } })));
    const expected = ['warn additions-unversioned openapi.yaml /components/schemas/Order/properties/that'];
    expect(await find(aVettedEntry(anApiApp({ version: '1.4.3' }), more, before))).toEqual(expected);
    const off = { ...contractSettings, additionsWithoutMinor: 'off' } as const;
    expect(await find(aVettedEntry(anApiApp({ version: '1.4.3' }), more, before), off)).toEqual([]);
    const raised = openapi(versioned(withIt(text, { properties: { it: text, that: text } }), '1.5.0'));
    expect(await find(aVettedEntry(anApiApp({ version: '1.5.0' }), raised, before))).toEqual([]);
  });

  it('does not call an addition what may surprise others', async () => {
    const shared = (values: readonly string[]) =>
      openapi(
        anApi({
          schemas: { Order: withIt({ enum: values }), NewOrder: { $ref: '#/components/schemas/Order' } },
        }),
      );
    const vetted = aVettedEntry(anApiApp(), shared(['a', 'b']), {
      entry: anApiApp(),
      documents: shared(['a']),
    });
    expect(await find(vetted)).toEqual([
      'warn values-added openapi.yaml /components/schemas/Order/properties/it/enum',
    ]);
  });

  it('does not ask for a minor version beside a major one', async () => {
    const mixed = openapi(received({ type: 'object', properties: { that: text } }));
    expect(await find(aVettedEntry(anApiApp(), mixed, before))).toEqual([`deny ${place}`]);
  });

  it('follows a document to its new name', async () => {
    const apis = { provides: [{ name: 'orders', openapi: 'api/orders.json' }] };
    const moved = aVettedEntry(
      anApiApp({ apis }),
      { 'api/orders.json': received({ type: 'object' }) },
      before,
    );
    expect(await find(moved)).toEqual([
      'deny property-removed api/orders.json /components/schemas/Order/properties/it',
    ]);
  });

  it('misses a document that is gone while its API stays', async () => {
    const apis = { provides: [{ name: 'orders' }] };
    expect(await find(aVettedEntry(anApiApp({ apis }), {}, before))).toEqual([
      'deny document-removed manifest /apis/provides/0/openapi',
    ]);
  });

  it('says when it could not compare', async () => {
    const unreadable = { entry: anApiApp(), documents: openapi('a: [') };
    expect(await find(aVettedEntry(anApiApp(), openapi(anApi()), unreadable))).toEqual([
      'not-compared openapi.yaml @0',
    ]);
  });

  it('does not look again at documents that did not change', async () => {
    const documents = openapi(anApi({ get: { sumary: 'Get' } }));
    const vetted = { ...aVettedEntry(anApiApp(), documents, before), files: filesOf(documents, false) };
    expect(await find(vetted)).toEqual([]);
    expect((await vetContracts(vetted, contractSettings)).evidence.documents).toEqual([
      { file: 'openapi.yaml', format: 'openapi-3.1', operations: 2, messages: 0, examples: 0 },
    ]);
  });
});

describe('when events have schemas', () => {
  const connector = aConnector({
    inputs: [{ name: 'lead', schema: 'lead.schema.json' }],
    events: { produces: [{ name: 'com.example.sent', schema: 'sent.schema.json' }] },
  });
  const draft = 'https://json-schema.org/draft/2020-12/schema';
  const cases: readonly (readonly [name: string, schema: unknown, expected: readonly string[]])[] = [
    ['a sound schema', { $schema: draft, ...withIt(text) }, nothing],
    ['draft 07', { $schema: 'http://json-schema.org/draft-07/schema#', ...withIt(text) }, nothing],
    [
      'a draft of its own',
      { $schema: 'https://example.com/mine' },
      ['schema-dialect lead.schema.json /$schema'],
    ],
    [
      'a type that there is not',
      { $schema: draft, ...withIt({ type: 'text' }) },
      ['schema lead.schema.json /properties/it/type'],
    ],
    ['a limit that is text', { $schema: draft, maxLength: '9' }, ['schema lead.schema.json /maxLength']],
    ['a list', [1], ['kind manifest /inputs/0/schema']],
    ['a remote reference', { $ref: 'https://example.com/x' }, ['ref-remote lead.schema.json /$ref']],
  ];

  it.each(cases)('%s', async (_, schema, expected) => {
    const documents = { 'lead.schema.json': schema, 'sent.schema.json': withIt(text) };
    expect(await find(aVettedEntry(connector, documents))).toEqual(expected);
  });

  it('reads an AsyncAPI document beside the manifest', async () => {
    const channels = (payload: object, extra: object = {}) => ({
      'asyncapi.yaml': {
        asyncapi: '3.0.0',
        info: { title: 'Leads', version: '1.0.0' },
        channels: { leads: { address: 'leads', messages: { Lead: { payload } } } },
        operations: { send: { action: 'send', channel: { $ref: '#/channels/leads' } } },
        ...extra,
      },
    });
    const plain = aConnector();
    expect(await find(aVettedEntry(plain, channels(withIt(text), { chanels: {} })))).toEqual([
      'structure asyncapi.yaml /chanels',
    ]);
    const { findings, evidence } = await vetContracts(
      aVettedEntry(plain, channels({ type: 'object' }), { entry: plain, documents: channels(withIt(text)) }),
      contractSettings,
    );
    expect(findings.map(describeFinding)).toEqual([
      'deny property-removed asyncapi.yaml /channels/leads/messages/Lead/payload/properties/it',
    ]);
    expect(evidence).toEqual({
      documents: [
        {
          file: 'asyncapi.yaml',
          format: 'asyncapi-3.0',
          operations: 0,
          messages: 1,
          examples: 0,
          problems: 0,
        },
      ],
      changes: { breaking: 1, risky: 0, additive: 0 },
    });
  });
});

function versioned(schema: Readonly<Record<string, unknown>>, version: string): object {
  return { ...received(schema), info: { title: 'Orders', version } };
}
