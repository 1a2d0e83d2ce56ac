export const leadSources = ['web', 'fair', 'partner', 'phone'] as const;

/** A lead as the CRM tells of it; the person is there so that a connector can leave it out. */
export interface CrmLead {
  readonly id: string;
  readonly company: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  readonly source: (typeof leadSources)[number];
  /** 0 to 100 */
  readonly score: number;
  readonly owner: { readonly team: string; readonly slackGroup?: string } | null;
  readonly contact: { readonly name: string; readonly email: string };
}
