/** What is sent to chat.postMessage, see schemas/message.schema.json. */
export interface Message {
  readonly channel: string;
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: readonly object[];
}
