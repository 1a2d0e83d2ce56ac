/**
 * The three shapes of flat manifest that teams are known to have, each with what makes it awkward: cents,
 * versions with a v, owners that are addresses, policies in a list of one-key mappings.
 */
export const approvalJson = `{
  "id": "expense_approver",
  "name": "Expense Approver",
  "version": "v1.2",
  "description": "Lets managers approve expense claims from their phone. Claims come from the ERP.",
  "owner": "finance-apps@example.com",
  "approval_status": "approved",
  "entry_point": "src/index.handler",
  "runtime": "nodejs20",
  "permissions": ["erp:claims:read", "erp:claims:approve"],
  "tags": ["Finance", "mobile approvals"],
  "sbom_url": "https://artifacts.example.com/expense-approver/sbom.json",
  "support_sla": "24h",
  "data_retention": "30 days",
  "created_at": "2025-04-01",
  "feature_flags": { "beta_ui": true, "rollout": 0.25 }
}`;

export const camelYaml = `
appId: invoice-scanner
displayName: Invoice Scanner
version: 2.0.1
summary: Reads supplier invoices from a mailbox and files them.
owner: { team: Finance Platform, email: finance-platform@example.com }
contact: { email: help@example.com, slackChannel: "#invoices" }
runtime: { type: docker, version: "20", resources: { cpu: 500m, memory: 512MB, timeout: 30s } }
permissions:
  - mail.read
  - { name: ledger, type: api, scopes: [ledger:write], reason: Files bookings }
provenance: { signedBy: release@example.com, slsaLevel: 3 }
billing:
  model: per-call
  metrics:
    - { name: pages, unit: page, pricePerUnitCents: 2, currency: eur }
    - { name: exports, unit: export, pricePerUnitCents: 12.5 }
secrets: [{ name: MAIL_PASSWORD, value: hunter2 }]
maintainers: [Ana Ruiz <ana@example.com>, tom-baker]
`;

export const connectorYaml = `
id: crm_to_slack
name: CRM to Slack
version: 0.3.0
provider: salesforce
owner: sales-platform
vetting_status: vetted
runtime:
  type: serverless
  entrypoint: handler.main
  resources: { cpu: 0.5, memory: 256Mi }
policies:
  - data_retention: 30d
  - allowed_regions: [eu-west-1, eu-central-1]
  - encryption_at_rest: required
support: { owner_oncall: "pagerduty:sales", runbook: runbook.md }
secrets: [salesforce_client_id, { name: SLACK_TOKEN, provision: vault }]
inputs: [lead]
outputs: [{ name: message, type: string }]
egress_hosts: [api.slack.com]
`;
