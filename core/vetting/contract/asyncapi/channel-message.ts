import type { Located } from '../document/located.ts';
import type { SchemaNode } from '../schema/schema-node.ts';

/** A message that the entry sends or receives over a channel. */
export interface ChannelMessage {
  /** The same in each version, whatever else changes. */
  readonly key: string;
  /** As people speak of it: `sends OrderPlaced to orders.placed`. */
  readonly label: string;
  readonly channel: string;
  readonly address: string;
  readonly name: string;
  readonly at: Located;
  readonly action: 'send' | 'receive';
  readonly payload: SchemaNode;
  readonly headers: SchemaNode;
}
