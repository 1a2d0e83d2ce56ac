import { changesOf } from '../change/change-at.ts';
import type { ContractChange } from '../change/contract-change.ts';
import { textField } from '../document/json-value.ts';
import { child, type Located } from '../document/located.ts';
import { createSchemaComparison } from '../schema/compare-schemas.ts';
import { schemaChanges } from '../schema/schema-changes.ts';
import type { ContractVersion } from '../schema/schema-source.ts';
import type { SchemaUse } from '../schema/schema-use.ts';
import type { ChannelMessage } from './channel-message.ts';
import { readMessages } from './read-messages.ts';

/**
 * What a new version of an AsyncAPI document does to those on the other side: messages that the entry sends are read by
 * them, messages that it receives are written by them.
 *
 * @throws ComparisonTooLargeError when more than `mostPairs` pairs of schemas would have to be compared
 */
export function compareAsyncApi(
  before: ContractVersion,
  after: ContractVersion,
  mostPairs: number,
): ContractChange[] {
  const compare = createSchemaComparison(before, after, mostPairs);
  const isUpgrade = majorOf(before) !== majorOf(after);
  const was = byKey(readMessages(before.root, before.documents), isUpgrade);
  const is = byKey(readMessages(after.root, after.documents), isUpgrade);
  const stayed = [...is.values()].flatMap((message) => {
    const earlier = was.get(message.key);
    return earlier === undefined ? [] : [{ earlier, message }];
  });
  const uses = stayed.flatMap(({ earlier, message }) => {
    const direction = message.action === 'send' ? 'response' : 'request';
    return [
      { pair: compare(earlier.payload, message.payload), direction, user: message.label },
      { pair: compare(earlier.headers, message.headers), direction, user: message.label },
    ] satisfies SchemaUse[];
  });
  return [
    ...[...was.values()].filter(({ key }) => !is.has(key)).map((message) => removed(message, after.root)),
    ...[...is.values()].filter(({ key }) => !was.has(key)).map(added),
    ...stayed.flatMap(({ earlier, message }) => moved(earlier, message, after.root)),
    ...schemaChanges(uses),
  ];
}

function majorOf({ root }: ContractVersion): string | undefined {
  return textField(root.value, 'asyncapi')?.charAt(0);
}

/** Channels have names since 3.0 and go by their address before, so that only addresses are common to both. */
function byKey(messages: readonly ChannelMessage[], byAddress: boolean): Map<string, ChannelMessage> {
  return new Map(
    messages.map((message) => {
      const { action, address, name } = message;
      const key = byAddress ? `${action} ${address} ${name}` : message.key;
      return [key, { ...message, key }];
    }),
  );
}

function removed({ name, label, channel }: ChannelMessage, root: Located): ContractChange {
  const change = changesOf({ subject: `The message ${name}`, users: [label] });
  return change(
    'contract/message-removed',
    'breaking',
    child(child(root, 'channels'), channel),
    'is removed',
  );
}

function added({ name, label, at }: ChannelMessage): ContractChange {
  const change = changesOf({ subject: `The message ${name}`, users: [label] });
  return change('contract/message-removed', 'additive', at, 'is added');
}

function moved(was: ChannelMessage, is: ChannelMessage, root: Located): ContractChange[] {
  if (was.address === is.address) return [];
  const at = child(child(child(root, 'channels'), is.channel), 'address');
  const change = changesOf({ subject: `The channel ${is.channel}`, users: [is.label] });
  return [
    change('contract/channel-moved', 'breaking', at, `moves from ${was.address} to ${is.address}`, 'value'),
  ];
}
