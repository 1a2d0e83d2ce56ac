import type { Role } from '../contract-reference.ts';
import type { ChangeCase } from './change-case.ts';

type Json = Readonly<Record<string, unknown>>;

const text = { type: 'string' };

const event = (properties: Json, more: Json = {}) => ({
  'event.schema.json': {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties,
    ...more,
  },
});

/** AsyncAPI 2.6: `subscribe` is what others receive, `publish` what they send. */
const channels2 = (verb: string, properties: Json, more: Json = {}) => ({
  'asyncapi.yaml': {
    asyncapi: '2.6.0',
    info: { title: 'Orders', version: '1.0.0' },
    channels: {
      'orders/placed': {
        [verb]: { message: { name: 'Placed', payload: { type: 'object', properties, ...more } } },
      },
    },
  },
});

const channels3 = (action: string, properties: Json, address = 'orders/placed') => ({
  'asyncapi.yaml': {
    asyncapi: '3.0.0',
    info: { title: 'Orders', version: '1.0.0' },
    channels: {
      placed: { address, messages: { Placed: { payload: { type: 'object', properties } } } },
    },
    operations: {
      place: {
        action,
        channel: { $ref: '#/channels/placed' },
        messages: [{ $ref: '#/channels/placed/messages/Placed' }],
      },
    },
  },
});

const at2 = (verb: string) => `/channels/orders~1placed/${verb}/message/payload`;

/** Changes of events and messages, each with the role that the document has for its entry. */
export const eventCases: readonly (ChangeCase & { readonly role: Role })[] = [
  {
    name: 'a produced event loses a property',
    role: 'produced-event',
    before: event({ id: text, at: text }),
    after: event({ id: text }),
    harms: ['breaking property-removed /properties/at'],
    twin: event({ id: text, at: text, by: text }),
  },
  {
    name: 'a produced event no longer always has a property',
    role: 'produced-event',
    before: event({ id: text }, { required: ['id'] }),
    after: event({ id: text }),
    harms: ['breaking property-optional /required/id'],
    twin: event({ id: { ...text, maxLength: 9 } }, { required: ['id'] }),
  },
  {
    name: 'a consumed event must have a property',
    role: 'consumed-event',
    before: event({ id: text }),
    after: event({ id: text }, { required: ['id'] }),
    harms: ['breaking property-required /required/id'],
    twin: event({ id: text, by: text }),
  },
  {
    name: 'a consumed event takes fewer values',
    role: 'consumed-event',
    before: event({ kind: { enum: ['a', 'b'] } }),
    after: event({ kind: { enum: ['a'] } }),
    harms: ['breaking values-removed /properties/kind/enum'],
    twin: event({ kind: { enum: ['a', 'b', 'c'] } }),
  },
  {
    name: 'an input of a connector narrows',
    role: 'input',
    before: event({ id: text }),
    after: event({ id: { ...text, maxLength: 8 } }),
    harms: ['breaking limit-tightened /properties/id/maxLength'],
    twin: event({ id: { type: ['string', 'null'] } }),
  },
  {
    name: 'an output of a connector changes its type',
    role: 'output',
    before: event({ id: text }),
    after: event({ id: { type: 'integer' } }),
    harms: ['breaking type-changed /properties/id/type'],
    twin: event({ id: { type: 'string', description: 'Same.' } }),
  },
  {
    name: 'a definition of an event changes',
    role: 'produced-event',
    before: event({ id: { $ref: '#/$defs/Id' } }, { $defs: { Id: text } }),
    after: event({ id: { $ref: '#/$defs/Id' } }, { $defs: { Id: { type: 'integer' } } }),
    harms: ['breaking type-changed /$defs/Id/type'],
    twin: event({ id: { $ref: '#/$defs/Key' } }, { $defs: { Key: text } }),
  },
  {
    name: 'a message that is sent loses a property (2.6)',
    role: 'channels',
    before: channels2('subscribe', { id: text, at: text }),
    after: channels2('subscribe', { id: text }),
    harms: [`breaking property-removed ${at2('subscribe')}/properties/at`],
    twin: channels2('subscribe', { id: text, at: text, by: text }),
  },
  {
    name: 'a message that is received must have a property (2.6)',
    role: 'channels',
    before: channels2('publish', { id: text }),
    after: channels2('publish', { id: text }, { required: ['id'] }),
    harms: [`breaking property-required ${at2('publish')}/required/id`],
    twin: channels2('publish', { id: text, by: text }),
  },
  {
    name: 'a message is no longer sent (2.6)',
    role: 'channels',
    before: channels2('subscribe', { id: text }),
    after: channels2('publish', { id: text }),
    harms: ['breaking message-removed /channels/orders~1placed'],
    twin: channels2('subscribe', { id: text }, { title: 'Same.' }),
  },
  {
    name: 'a message that is sent changes its type (3.0)',
    role: 'channels',
    before: channels3('send', { id: text }),
    after: channels3('send', { id: { type: 'integer' } }),
    harms: ['breaking type-changed /channels/placed/messages/Placed/payload/properties/id/type'],
    twin: channels3('send', { id: { ...text, minLength: 1 } }),
  },
  {
    name: 'a message that is received narrows (3.0)',
    role: 'channels',
    before: channels3('receive', { id: text }),
    after: channels3('receive', { id: { ...text, minLength: 1 } }),
    harms: ['breaking limit-tightened /channels/placed/messages/Placed/payload/properties/id/minLength'],
    twin: channels3('receive', { id: { type: ['string', 'integer'] } }),
  },
  {
    name: 'a channel moves (3.0)',
    role: 'channels',
    before: channels3('send', { id: text }),
    after: channels3('send', { id: text }, 'orders/created'),
    harms: ['breaking channel-moved /channels/placed/address'],
    twin: channels3('send', { id: text, by: text }),
  },
  {
    name: 'AsyncAPI 2.6 is written as 3.0 with a property less',
    role: 'channels',
    before: channels2('subscribe', { id: text, at: text }),
    after: channels3('send', { id: text }),
    harms: ['breaking property-removed /channels/placed/messages/Placed/payload/properties/at'],
    twin: channels3('send', { id: text, at: text }),
  },
];
