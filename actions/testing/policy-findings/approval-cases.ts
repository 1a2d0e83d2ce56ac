import { approval, type CaseTable, change, given } from '../policy-case.ts';
import { append, copy, drop, erase, set } from '../sample-edits.ts';
import { app, connector, installation, marketplace, prices, waiver } from '../sample-paths.ts';

const fuel = app('fuel-surcharge-index');
const alerts = connector('crm-slack-alerts');
const emea = installation('sales-platform', 'lead-alerts-emea');
const vendor = waiver('carbon-footprint-vendor-review');
const assessment = waiver('payroll-assessment');
const subscription = 'catalog/subscriptions/finance-app-changes.yaml';

const medium = [
  approval('product', 1, 'The risk is medium.'),
  approval('security', 1, 'The risk is medium.'),
];

/** Each rule of the approval layer, by what the report says of roles and counts. */
export const approvalCases: Readonly<Record<string, CaseTable>> = {
  'approval/cost': {
    'a budget that the team cannot decide alone': change(set(emea, '/budget/monthly', '"1200.00"')).needs(
      approval('finance', 1, 'It may cost 1200.00 EUR per month, and teams decide alone up to 1000 EUR.'),
      ...medium,
    ),
    'a price that is a risk but not much money': change(
      set(fuel, '/billing/metrics/0/price', '"0.06"'),
    ).needs(...medium),
    'nobody holds the role of finance': given(drop(marketplace, '/roles/finance'))
      .change(set(emea, '/budget/monthly', '"1200.00"'))
      .needs(
        approval('platform', 1, 'teams decide alone up to 1000 EUR'),
        approval('product', 1, 'The risk is medium.'),
        approval('security', 1, 'The risk is medium.'),
      ),
  },
  'approval/data': {
    'personal data of low risk': change(append(alerts, '/data/categories', 'contact')).needs(
      approval('privacy', 1, 'It handles personal data (contact).'),
    ),
    'data that a law regulates': change(append(fuel, '/data/categories', 'payment')).needs(
      approval('legal', 1, 'The risk is high.'),
      approval('privacy', 1, 'It handles regulated data (payment).'),
      approval('product', 1, 'The risk is high.'),
      approval('security', 1, 'The risk is high.'),
    ),
  },
  'approval/deprecation': {
    'an entry that teams use ends': change(set(fuel, '/lifecycle/stage', 'deprecated')).needs(
      approval('ops', 1, 'It is deprecated; installations that still use it: 1.'),
    ),
    'an entry that teams use is removed': change(erase(fuel)).needs(
      approval('ops', 1, 'It is removed; installations that still use it: 1.'),
      ...medium,
    ),
    'an entry that nobody uses ends': change(
      set(app('demand-forecast'), '/lifecycle/stage', 'deprecated'),
    ).needs(...medium),
  },
  'approval/exception': {
    'a waiver': change(set(vendor, '/reason', 'The review is booked for January.')).needs(
      approval('platform', 1, 'what others rely on'),
      approval('product', 1, 'The risk is medium.'),
      approval('security', 1, 'It is an exception from org/vendor-risk, which security grants.'),
    ),
    'a waiver that two roles grant': change(
      copy(vendor, assessment),
      set(assessment, '/id', 'payroll-assessment'),
      set(assessment, '/rule', 'org/privacy-assessment'),
      set(assessment, '/entity', 'App/payroll-export'),
    ).needs(
      approval('legal', 1, 'an exception from org/privacy-assessment, which legal grants'),
      approval('platform', 1, 'what others rely on'),
      approval('privacy', 1, 'an exception from org/privacy-assessment, which privacy grants'),
      ...medium,
    ),
    'a waiver is taken back': change(erase(vendor)).needs(
      approval('platform', 1, 'what others rely on'),
      ...medium,
    ),
  },
  'approval/governing': {
    prices: change(set(prices, '/platformFee', '"0.06"')).needs(
      approval('finance', 1, 'The change touches what others rely on.'),
      approval('platform', 1, 'The change touches what others rely on.'),
      ...medium,
    ),
    'a subscription, which is no risk': change(set(subscription, '/name', 'Audit')).needs(
      approval('platform', 1, 'The change touches what others rely on.'),
    ),
  },
  'approval/scope': {
    'a scope of high risk': change(append(alerts, '/permissions/1/scopes', 'mail:shared-mailbox:read')).needs(
      approval('legal', 1, 'The risk is high.'),
      approval('privacy', 1, 'The risk is high.'),
      approval('product', 1, 'The risk is high.'),
      approval('security', 2, 'It newly asks for mail:shared-mailbox:read, a scope of high risk.'),
    ),
    'a scope of high risk that it had before': change(
      set(app('invoice-matching'), '/name', 'Matching'),
    ).needs(
      approval('legal', 1, 'The risk is high.'),
      approval('privacy', 1, 'It handles personal data (contact).'),
      approval('product', 1, 'The risk is high.'),
      approval('security', 1, 'The risk is high.'),
    ),
  },
  'approval/tier': {
    'no risk': change(set(fuel, '/name', 'Fuel Index')).needs(),
    'medium risk': change(append(fuel, '/compliance', 'partner-data')).needs(...medium),
    'high risk': change(set(fuel, '/data/classification', 'restricted')).needs(
      approval('legal', 1, 'The risk is high.'),
      approval('privacy', 1, 'The risk is high.'),
      approval('product', 1, 'The risk is high.'),
      approval('security', 1, 'The risk is high.'),
    ),
  },
};
