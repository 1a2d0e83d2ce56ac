export const domains = [
  'finance',
  'sales',
  'logistics',
  'people',
  'support',
  'engineering',
  'marketing',
  'legal',
] as const;
export const subjects = [
  'invoice',
  'lead',
  'shipment',
  'contract',
  'ticket',
  'payroll',
  'campaign',
  'incident',
  'inventory',
  'refund',
  'forecast',
  'supplier',
  'candidate',
  'expense',
  'warranty',
  'route',
  'badge',
  'survey',
  'quote',
  'budget',
] as const;
export const actions = [
  'scanner',
  'sync',
  'alerts',
  'dashboard',
  'router',
  'archiver',
  'approver',
  'exporter',
  'notifier',
  'planner',
  'matcher',
  'validator',
  'enricher',
  'monitor',
  'digest',
  'importer',
] as const;
export const tags = [
  'invoices',
  'crm',
  'erp',
  'slack',
  'email',
  'reporting',
  'workflow',
  'ocr',
  'forecasting',
  'compliance',
  'audit',
  'onboarding',
  'billing',
  'alerts',
  'search',
  'maps',
  'scheduling',
  'analytics',
  'documents',
  'integration',
  'business-critical',
] as const;
export const systems = [
  'crm',
  'erp',
  'ledger',
  'hris',
  'helpdesk',
  'warehouse',
  'calendar',
  'storage',
  'chat',
  'payments',
] as const;
export const verbs = ['read', 'write', 'export'] as const;
/** Verbs as often as apps ask for them. */
export const askedVerbs = [
  ...Array<'read'>(15).fill('read'),
  ...Array<'write'>(9).fill('write'),
  'export',
] as const;
export const environments = ['dev', 'staging', 'production'] as const;
export const regions = ['eu-west-1', 'eu-central-1', 'us-east-1'] as const;
export const runtimes = [
  'container',
  'container',
  'function',
  'wasm',
  'web-component',
  'iframe',
  'terraform',
  'low-code',
] as const;
/** As often as a catalog that has been used for some years has them. */
export const stages = [
  ...Array<'published'>(15).fill('published'),
  'vetted',
  'vetted',
  'proposed',
  'proposed',
  'maintenance-required',
  'deprecated',
  'retired',
] as const;
/** Categories of policies/data/org.yaml: the class and the longest retention that they allow, and where they stay. */
export const categories = [
  { name: 'shipment', classification: 'internal', months: 48 },
  { name: 'shipment', classification: 'confidential', months: 48 },
  { name: 'market', classification: 'public', months: 60 },
  { name: 'telemetry', classification: 'internal', months: 12 },
  { name: 'usage', classification: 'internal', months: 12 },
  { name: 'pricing', classification: 'confidential', months: 36 },
  { name: 'financial', classification: 'internal', months: 60, onlyEurope: true },
  { name: 'employee', classification: 'internal', months: 12, onlyEurope: true, personal: true },
  { name: 'contact', classification: 'confidential', months: 24, onlyEurope: true, personal: true },
  { name: 'payroll', classification: 'restricted', months: 90, onlyEurope: true, personal: true },
] as const;
/** Vendors as policies/data/org.yaml rates them, and one that waits for its review. */
export const vendors = [
  { vendor: 'Slack Technologies', host: 'slack.com', risk: 'low' },
  { vendor: 'PagerDuty', host: 'api.pagerduty.com', risk: 'low' },
  { vendor: 'Scanwell GmbH', host: 'eu.api.scanwell.example.net', risk: 'medium' },
  { vendor: 'Wegekarte SE', host: 'matrix.wegekarte.example.net', risk: 'medium' },
  { vendor: 'Brightline Analytics', host: 'api.brightline.example.org', risk: 'medium' },
] as const;
