export const domains = ['finance', 'sales', 'logistics', 'people', 'support', 'engineering', 'marketing', 'legal'] as const;
export const subjects = [
  'invoice', 'lead', 'shipment', 'contract', 'ticket', 'payroll', 'campaign', 'incident', 'inventory', 'refund',
  'forecast', 'supplier', 'candidate', 'expense', 'warranty', 'route', 'badge', 'survey', 'quote', 'budget',
] as const;
export const actions = [
  'scanner', 'sync', 'alerts', 'dashboard', 'router', 'archiver', 'approver', 'exporter', 'notifier', 'planner',
  'matcher', 'validator', 'enricher', 'monitor', 'digest', 'importer',
] as const;
export const tags = [
  'invoices', 'crm', 'erp', 'slack', 'email', 'reporting', 'workflow', 'ocr', 'forecasting', 'compliance', 'audit',
  'onboarding', 'billing', 'alerts', 'search', 'maps', 'scheduling', 'analytics', 'documents', 'integration',
] as const;
export const systems = ['crm', 'erp', 'ledger', 'hris', 'helpdesk', 'warehouse', 'calendar', 'storage', 'chat', 'payments'] as const;
export const verbs = ['read', 'write', 'export'] as const;
export const environments = ['dev', 'staging', 'production'] as const;
export const regions = ['eu-west-1', 'eu-central-1', 'us-east-1'] as const;
export const runtimes = ['container', 'container', 'function', 'wasm', 'web-component', 'iframe', 'terraform', 'low-code'] as const;
export const stages = ['published', 'published', 'published', 'published', 'vetted', 'proposed', 'maintenance-required'] as const;
