/** A message in a channel of the double. */
export interface SlackMessage {
  readonly channel: string;
  /** Slack's time stamp, which is also its name within the channel. */
  readonly ts: string;
  readonly threadTs?: string;
  readonly text: string;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
  /** How often it was updated. */
  readonly edits: number;
}
