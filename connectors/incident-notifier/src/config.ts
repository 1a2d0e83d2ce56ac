import type { Severity } from './incident/severity.ts';

/** A label with its value, and the channel that takes what carries it. */
export interface Route {
  readonly label: string;
  readonly value: string;
  readonly channel: string;
}

/** What an installation chooses; the manifest describes each. */
export interface Config {
  readonly defaultChannel: string;
  readonly routes: readonly Route[];
  readonly dedupeMinutes: number;
  readonly minSeverity: Exclude<Severity, 'unknown'>;
}

export type SecretName = 'WEBHOOK_TOKEN' | 'SLACK_BOT_TOKEN';
export type OptionalSecretName = 'PAGERDUTY_SIGNING_SECRET';
