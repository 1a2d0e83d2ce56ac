/** What an installation chooses; the manifest describes each. */
export interface Config {
  readonly channel: string;
  readonly minScore: number;
  readonly countries: readonly string[];
  readonly mention: boolean;
}

export type SecretName = 'CRM_WEBHOOK_SECRET' | 'CRM_CLIENT_SECRET' | 'SLACK_BOT_TOKEN';
