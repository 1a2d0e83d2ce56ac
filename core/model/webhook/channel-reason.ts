import type { Subscription } from '../manifest/manifest.ts';

/** What a controller has to send by. */
export interface SendingMeans {
  /** Whether it has a mail server. */
  readonly mail: boolean;
}

/** Why nothing is sent through a channel; undefined for those that work. */
export function channelReason(
  { channel }: Pick<Subscription, 'channel'>,
  { mail }: SendingMeans,
): string | undefined {
  switch (channel) {
    case 'webhook':
    case 'slack':
      return undefined;
    case 'email':
      return mail ? undefined : 'Nothing is sent by email: the controller has no mail server to send by.';
    case 'github':
      return 'Nothing is sent by github: the controller does not write there for subscriptions.';
  }
}
