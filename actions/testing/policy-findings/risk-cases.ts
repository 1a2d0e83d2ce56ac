import { approval, type CaseTable, change, reason } from '../policy-case.ts';
import { append, drop, erase, set } from '../sample-edits.ts';
import { app, connector, installation, marketplace, scopes, team } from '../sample-paths.ts';

const fuel = app('fuel-surcharge-index');
const rates = app('rate-engine');
const module = app('warehouse-edge-site');
const alerts = connector('crm-slack-alerts');
const emea = installation('sales-platform', 'lead-alerts-emea');
const leave = installation('people-systems', 'leave-requests-de');
const payroll = installation('people-systems', 'payroll-de01');

const medium = [
  approval('product', 1, 'The risk is medium.'),
  approval('security', 1, 'The risk is medium.'),
];
const high = [
  approval('legal', 1, 'The risk is high.'),
  approval('privacy', 1, 'The risk is high.'),
  approval('product', 1, 'The risk is high.'),
  approval('security', 1, 'The risk is high.'),
];

/** Each rule of the risk layer, by what the report says of tier, reasons and approvals. */
export const riskCases: Readonly<Record<string, CaseTable>> = {
  'risk/combination': {
    'personal data and a vendor of medium risk': change(
      append(alerts, '/compliance', 'pii'),
      append(alerts, '/egress', '{host: maps.example.net, vendor: Wegekarte SE, risk: medium}'),
    )
      .risks(
        'high',
        reason(
          'risk/combination',
          'high',
          '/egress/2/vendor',
          'Together: it handles personal or sensitive data (pii), and it sends data to Wegekarte SE.',
        ),
        reason('risk/compliance', 'medium', '/compliance/1', 'pii'),
        reason('risk/vendor', 'medium', '/egress/2/risk', 'Wegekarte SE'),
      )
      .needs(
        approval('legal', 1, 'The risk is high.'),
        approval('privacy', 1, 'It handles personal data (pii).'),
        approval('product', 1, 'The risk is high.'),
        approval('security', 1, 'The risk is high.'),
      ),
    'writing scopes and no sign-in': change(set(alerts, '/auth/type', 'none'))
      .risks(
        'high',
        reason(
          'risk/combination',
          'high',
          '/auth/type',
          'it may change data (chat:messages:write), and it answers callers without asking who they are',
        ),
      )
      .needs(...high),
    'personal data and a vendor that is trusted': change(append(alerts, '/compliance', 'pii')).risks(
      'medium',
      reason('risk/compliance', 'medium', '/compliance/1', 'pii'),
    ),
  },
  'risk/compliance': {
    'data of partners': change(append(fuel, '/compliance', 'partner-data'))
      .risks(
        'medium',
        reason('risk/compliance', 'medium', '/compliance/1', 'It carries the label partner-data.'),
      )
      .needs(...medium),
    'a label that nobody minds': change(append(fuel, '/compliance', 'internal-only'))
      .risks('low')
      .needs(),
  },
  'risk/cost': {
    'a high price': change(set(fuel, '/billing/metrics/0/price', '"1.01"'))
      .risks(
        'high',
        reason(
          'risk/cost',
          'high',
          '/billing/metrics/0/price',
          'It may cost 1.01 EUR per call; up to 0.05 EUR counts as low.',
        ),
      )
      .needs(
        approval('finance', 1, 'It may cost 1.01 EUR per call, and teams decide alone up to 1 EUR.'),
        ...high,
      ),
    'a budget above the limit': change(set(emea, '/budget/monthly', '"1000.01"'))
      .risks('medium', reason('risk/cost', 'medium', '/budget/monthly', 'It may cost 1000.01 EUR per month'))
      .needs(approval('finance', 1, '1000.01 EUR per month'), ...medium),
    'the limit itself': change(set(emea, '/budget/monthly', '"1000.00"'))
      .risks('low')
      .needs(),
    'another currency': change(
      set(fuel, '/billing/metrics/0', '{name: reads, unit: call, price: "0.01", currency: USD}'),
    )
      .risks(
        'medium',
        reason('risk/cost', 'medium', '/billing/metrics/0/price', '0.01 USD per call; up to 0.05 EUR'),
      )
      .needs(approval('finance', 1, '0.01 USD per call'), ...medium),
  },
  'risk/data-category': {
    payroll: change(append(alerts, '/data/categories', 'payroll'))
      .risks(
        'medium',
        reason('risk/data-category', 'medium', '/data/categories/1', 'It handles payroll data.'),
      )
      .needs(
        approval('privacy', 1, 'It handles personal data (payroll).'),
        approval('product', 1, 'The risk is medium.'),
        approval('security', 1, 'The risk is medium.'),
      ),
    'health, with a vendor that is trusted': change(append(alerts, '/data/categories', 'health')).risks(
      'high',
      reason('risk/data-category', 'high', '/data/categories/1', 'It handles health data.'),
    ),
  },
  'risk/data-class': {
    restricted: change(set(fuel, '/data/classification', 'restricted'))
      .risks('high', reason('risk/data-class', 'high', '/data/classification', 'It handles restricted data.'))
      .needs(...high),
    'no class': change(drop(fuel, '/data/classification'))
      .risks(
        'medium',
        reason(
          'risk/data-class',
          'medium',
          '/data/classification',
          'It does not say which class of data it handles.',
        ),
      )
      .needs(...medium),
  },
  'risk/egress': {
    'a wildcard': change(set(rates, '/egress/1', '"*.example.com"'))
      .risks(
        'high',
        reason('risk/egress', 'high', '/egress/1', 'It may call any host that matches *.example.com.'),
        reason('risk/data-class', 'medium', '/data/classification', 'confidential'),
      )
      .needs(...high),
  },
  'risk/governing': {
    'a team': change(set(team('data-platform'), '/github', 'acme/data'))
      .risks(
        'medium',
        reason(
          'risk/governing',
          'medium',
          '',
          'Team data-platform is modified: it decides what others may do.',
        ),
      )
      .needs(approval('platform', 1, 'The change touches what others rely on.'), ...medium),
    'the settings': change(append(marketplace, '/tags', 'weather'))
      .risks('high', reason('risk/governing', 'high', '', 'Marketplace acme is modified'))
      .needs(
        approval('legal', 1, 'The risk is high.'),
        approval('platform', 1, 'what others rely on'),
        approval('privacy', 1, 'The risk is high.'),
        approval('product', 1, 'The risk is high.'),
        approval('security', 1, 'The risk is high.'),
      ),
    'a new scope': change(
      append(scopes, '/scopes', '{name: weather:read, description: Read forecasts., risk: low}'),
    )
      .risks('medium', reason('risk/governing', 'medium', '', 'ScopeCatalog company-scopes is modified'))
      .needs(approval('platform', 1, 'what others rely on'), ...medium),
  },
  'risk/new-permission': {
    'a harmless scope': change(append(alerts, '/permissions/0/scopes', 'idp:groups:read'))
      .risks(
        'medium',
        reason(
          'risk/new-permission',
          'medium',
          '/permissions/0/scopes',
          'It asks for scopes that it did not have before: idp:groups:read.',
        ),
      )
      .needs(...medium),
    'a scope that moves to another permission': change(
      set(alerts, '/permissions/0/scopes', '[crm:leads:read, chat:messages:write]'),
      set(alerts, '/permissions/1/scopes', '[]'),
    )
      .risks('low')
      .needs(),
  },
  'risk/owner-change': {
    'another team': change(set(fuel, '/owner', 'finance-platform'))
      .risks(
        'medium',
        reason(
          'risk/owner-change',
          'medium',
          '/owner',
          'Its owner changes from data-platform to finance-platform.',
        ),
      )
      .needs(...medium),
  },
  'risk/production': {
    'confidential data': change(set(leave, '/config/noticeDays', '14'))
      .risks(
        'medium',
        reason(
          'risk/production',
          'medium',
          '/environment',
          'In production it runs leave-requests, which handles confidential data.',
        ),
      )
      .needs(...medium),
    'restricted data': change(set(payroll, '/config/payday', '28'))
      .risks(
        'high',
        reason('risk/production', 'high', '/environment', 'payroll-export, which handles restricted data'),
      )
      .needs(...high),
    'internal data': change(set(emea, '/config/minScore', '50'))
      .risks('low')
      .needs(),
  },
  'risk/removal': {
    'nobody uses it': change(erase(app('demand-forecast')))
      .risks(
        'medium',
        reason('risk/removal', 'medium', '', 'It is removed for everybody.'),
        reason('risk/scope', 'medium', '/permissions/0/scopes/1', 'may write to tables'),
      )
      .needs(...medium),
  },
  'risk/runtime': {
    'a module that changes infrastructure': change(set(module, '/name', 'Edge Site'))
      .risks(
        'high',
        reason('risk/scope', 'high', '/permissions/0/scopes/0', 'It may create and destroy network'),
        reason('risk/runtime', 'medium', '/runtime/type', 'It changes infrastructure.'),
      )
      .needs(...high),
  },
  'risk/scope': {
    'a scope of medium risk': change(append(alerts, '/permissions/0/scopes', 'crm:contacts:read'))
      .risks(
        'medium',
        reason('risk/new-permission', 'medium', '/permissions/0/scopes', 'crm:contacts:read'),
        reason(
          'risk/scope',
          'medium',
          '/permissions/0/scopes/1',
          'It may read names, e-mail addresses and telephone numbers of people at customers (crm:contacts:read).',
        ),
      )
      .needs(...medium),
    'a scope that nobody rated': change(append(alerts, '/permissions/1/scopes', 'chat:files:write')).risks(
      'medium',
      reason('risk/new-permission', 'medium', '/permissions/1/scopes', 'chat:files:write'),
      reason(
        'risk/scope',
        'medium',
        '/permissions/1/scopes/1',
        'It asks for a scope that nobody has rated (chat:files:write).',
      ),
    ),
  },
  'risk/vendor': {
    'a vendor of medium risk': change(
      append(alerts, '/egress', '{host: sms.example.net, vendor: Texto SARL, risk: medium}'),
    )
      .risks(
        'medium',
        reason(
          'risk/vendor',
          'medium',
          '/egress/2/risk',
          'It sends data to Texto SARL, a vendor rated medium.',
        ),
      )
      .needs(...medium),
    'a vendor without a rating': change(
      append(alerts, '/egress', '{host: sms.example.net, vendor: Texto SARL}'),
    ).risks(
      'medium',
      reason('risk/vendor', 'medium', '/egress/2/risk', 'Texto SARL, a vendor that nobody has rated.'),
    ),
  },
};
