import type { DocumentSet } from '../document/document-set.ts';
import { field, isObject, listOf, textField } from '../document/json-value.ts';
import { child, childrenOf, itemsOf, type Located } from '../document/located.ts';
import { type SchemaNode, schemaNode } from '../schema/schema-node.ts';
import type { ChannelMessage } from './channel-message.ts';

/** Every message that an AsyncAPI document of version 2.6 or 3.0 says the entry sends or receives. */
export function readMessages(root: Located, documents: DocumentSet): ChannelMessage[] {
  const version = textField(root.value, 'asyncapi') ?? '';
  return version.startsWith('2.') ? readChannels(root, documents) : readOperations(root, documents);
}

/** In 2.x `publish` is what others may send to the entry, and `subscribe` what they receive from it. */
const actions = { publish: 'receive', subscribe: 'send' } as const;

function readChannels(root: Located, documents: DocumentSet): ChannelMessage[] {
  return childrenOf(child(root, 'channels')).flatMap(([channel, written]) => {
    const item = documents.follow(written);
    if (item === undefined) return [];
    return (['publish', 'subscribe'] as const).flatMap((verb) => {
      const message = child(child(item, verb), 'message');
      const choices = field(message.value, 'oneOf');
      const messages = Array.isArray(choices) ? itemsOf(child(message, 'oneOf')) : [message];
      return messages.flatMap((entry) =>
        readMessage(entry, { channel, address: channel, action: actions[verb] }, documents),
      );
    });
  });
}

function readOperations(root: Located, documents: DocumentSet): ChannelMessage[] {
  return childrenOf(child(root, 'operations')).flatMap(([, written]) => {
    const operation = documents.follow(written);
    if (operation === undefined) return [];
    const reference = child(operation, 'channel');
    const channelAt = documents.follow(reference);
    const action = textField(operation.value, 'action');
    if (channelAt === undefined || (action !== 'send' && action !== 'receive')) return [];
    const channel = channelAt.pointer.split('/').at(-1) ?? '';
    const address = textField(channelAt.value, 'address') ?? channel;
    const named = itemsOf(child(operation, 'messages'));
    const messages =
      listOf(field(operation.value, 'messages')).length > 0
        ? named
        : childrenOf(child(channelAt, 'messages')).map(([, message]) => message);
    return messages.flatMap((entry) => readMessage(entry, { channel, address, action }, documents));
  });
}

function readMessage(
  written: Located,
  { channel, address, action }: Pick<ChannelMessage, 'channel' | 'address' | 'action'>,
  documents: DocumentSet,
): ChannelMessage[] {
  const at = documents.follow(written);
  if (at === undefined || !isObject(at.value)) return [];
  const name = textField(at.value, 'messageId') ?? textField(at.value, 'name') ?? nameOf(at);
  const verb = action === 'send' ? 'sends' : 'receives';
  return [
    {
      key: `${action} ${channel} ${name}`,
      label: `${name} that it ${verb} on ${address}`,
      channel,
      address,
      name,
      at,
      action,
      payload: payloadOf(at, documents),
      headers: schemaNode([child(at, 'headers')]),
    },
  ];
}

/** The name that the message is kept under, or that of its place. */
function nameOf({ pointer }: Located): string {
  return pointer.split('/').at(-1) ?? 'message';
}

/** A payload may name its schema format; only JSON Schema can be compared. */
function payloadOf(message: Located, documents: DocumentSet): SchemaNode {
  const payload = child(message, 'payload');
  const target = documents.follow(payload);
  const isWrapped = target !== undefined && textField(target.value, 'schemaFormat') !== undefined;
  return schemaNode([isWrapped ? child(target, 'schema') : payload]);
}
