/** What an installation chooses; the manifest describes each. */
export interface Config {
  readonly channel: string;
  readonly groupBy: 'team' | 'service' | 'cost-center';
  readonly jumpPercent: number;
  /** A decimal number. */
  readonly minAmount: string;
  readonly source: 'csv' | 'api';
}

export type SecretName = 'COST_EXPORT_TOKEN' | 'SLACK_BOT_TOKEN';
