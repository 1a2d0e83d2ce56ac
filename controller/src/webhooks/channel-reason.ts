import type { Subscription } from '@souk/model/manifest/manifest.ts';

/** Why nothing is sent through a channel; undefined for those that work. */
export function channelReason({ channel }: Pick<Subscription, 'channel'>): string | undefined {
  switch (channel) {
    case 'webhook':
    case 'slack':
      return undefined;
    case 'email':
      return 'Nothing is sent: this controller has no mail server to send by. Use the channel webhook or slack.';
    case 'github':
      return 'Nothing is sent: this controller does not write to GitHub for subscriptions. Use the channel webhook or slack.';
  }
}
