import { change, deny, given, type RuleTable, warn } from '../policy-case.ts';
import { append, copy, drop, erase, set } from '../sample-edits.ts';
import { app, connector, prices, team } from '../sample-paths.ts';

const fuel = app('fuel-surcharge-index');
const rates = app('rate-engine');
const footprint = app('carbon-footprint');
const retired = app('returns-desk');
const deprecated = app('pallet-label-printer');
const vetted = app('demand-forecast');
const payroll = app('payroll-export');
const alerts = connector('crm-slack-alerts');
const costs = connector('cost-monitor');

/** The vendor that the sample waives. */
const waivedVendor = deny(
  'org/vendor-risk',
  '- ▸host: factors.emission-tables.example.org',
  'Emission Tables',
  {
    waivedBy: 'carbon-footprint-vendor-review',
  },
);

export const orgEntryCases: RuleTable = {
  'org/billing-units': {
    fails: {
      'a unit of its own': change(set(fuel, '/billing/metrics/0/unit', 'calls')).finds(
        deny('org/billing-units', 'unit: ▸calls', 'The price book has no unit calls.', {
          helps: 'Did you mean call?',
        }),
      ),
      'a plan of its own': change(set(fuel, '/billing/plan', 'gold')).finds(
        deny('org/billing-units', 'plan: ▸gold', 'The price book has no plan gold.'),
      ),
    },
    passes: { 'another unit': change(set(fuel, '/billing/metrics/0/unit', 'event')).finds() },
    edges: {
      'a unit that comes with the change': change(
        set(fuel, '/billing/metrics/0/unit', 'index'),
        append(prices, '/units', '{name: index, quantity: count, price: "0.01"}'),
      ).finds(),
      'no price book': change(set(fuel, '/billing/metrics/0/unit', 'calls'), erase(prices)).finds(),
      'advice before it is published': change(set(vetted, '/billing/metrics/0/unit', 'night')).finds(
        warn('org/billing-units', 'unit: ▸night', 'no unit night', {
          helps: 'before the entry can be published',
        }),
      ),
    },
  },
  'org/cost-center': {
    fails: {
      'the cost center of others': change(set(fuel, '/costCenter', 'CC-2010')).finds(
        deny(
          'org/cost-center',
          'costCenter: ▸CC-2010',
          'belongs to finance-platform; data-platform may not charge it',
        ),
      ),
    },
    passes: {
      'one that everybody may charge': change(set(fuel, '/costCenter', 'CC-9000')).finds(),
      'that of the parent team': change(
        set(connector('incident-notifier'), '/costCenter', 'CC-3020'),
      ).finds(),
    },
    edges: {
      'one that nobody has': change(set(fuel, '/costCenter', 'CC-0000')).finds(
        deny('org/cost-center', 'costCenter: ▸CC-0000', 'belongs to no team'),
      ),
      'one that is open to the team as a guest': change(
        set(app('track-and-trace-widget'), '/costCenter', 'CC-1010'),
      ).finds(),
      'advice before it is published': change(set(vetted, '/costCenter', 'CC-2010')).finds(
        warn('org/cost-center', 'costCenter: ▸CC-2010', 'may not charge it', {
          helps: 'before the entry can be published',
        }),
      ),
      'it was charged before': given(set(fuel, '/costCenter', 'CC-2010'))
        .change(set(fuel, '/name', 'Fuel Index'))
        .finds(
          warn('org/cost-center', 'costCenter: ▸CC-2010', 'may not charge it', { helps: 'there before' }),
        ),
    },
  },
  'org/data-classification': {
    fails: {
      'a class that is too low': change(set(alerts, '/data/classification', 'public')).finds(
        deny(
          'org/data-classification',
          'classification: ▸public',
          'For usage data the class is at least internal; the entry says public.',
        ),
      ),
      'no class': change(drop(alerts, '/data/classification')).finds(
        deny('org/data-classification', '▸data:', 'the entry says nothing'),
      ),
    },
    passes: { 'a higher class': change(set(alerts, '/data/classification', 'confidential')).finds() },
    edges: {
      'a category that nobody listed': change(append(alerts, '/data/categories', 'horoscopes')).finds(
        deny(
          'org/data-classification',
          'classification: ▸internal',
          'For horoscopes data the class is at least confidential',
        ),
      ),
      'a retired entry': change(set(retired, '/data/classification', 'public')).finds(),
    },
  },
  'org/data-residency': {
    fails: {
      'kept outside': change(append(costs, '/data/residency', 'us')).finds(
        deny(
          'org/data-residency',
          'residency: [eu, ▸us]',
          'us is outside of eu, where financial data has to stay.',
        ),
      ),
      'run outside': change(append(costs, '/runtime/regions', 'us-east-1')).finds(
        deny('org/data-residency', 'regions: [eu-west-1, ▸us-east-1]', 'us-east-1 is outside of eu'),
      ),
    },
    passes: {
      'a region of the zone': change(append(costs, '/data/residency', 'eu-north-1')).finds(),
      'data that may be anywhere': change(append(fuel, '/data/residency', 'apac')).finds(),
    },
    edges: {
      'a place that nobody knows': change(append(costs, '/data/residency', 'mars')).finds(
        deny('org/data-residency', 'residency: [eu, ▸mars]', 'mars is outside of eu'),
      ),
      'two categories, of which one may be in the US': change(
        append(rates, '/data/categories', 'financial'),
      ).finds(
        deny(
          'org/data-residency',
          'regions: [eu-west-1, eu-central-1, ▸us-east-1]',
          'outside of eu, where financial data',
        ),
        deny('org/data-residency', 'residency: [eu, ▸us]', 'outside of eu, where financial data'),
      ),
    },
  },
  'org/data-retention': {
    fails: {
      'a day too long': change(set(alerts, '/data/retention', '401d')).finds(
        warn(
          'org/data-retention',
          'retention: ▸401d',
          'For usage data the longest time is 400 days; the entry says 401d.',
        ),
      ),
      'no time': change(drop(alerts, '/data/retention')).finds(
        warn('org/data-retention', '▸data:', 'the entry says nothing'),
      ),
    },
    passes: {
      'the longest time': change(set(alerts, '/data/retention', '400d')).finds(),
      'thirteen months': change(set(alerts, '/data/retention', 'P13M')).finds(),
    },
    edges: {
      'a duty to keep records': change(set(payroll, '/data/retention', '10y')).finds(),
      'longer than the duty': change(set(payroll, '/data/retention', '3651d')).finds(
        warn('org/data-retention', 'retention: ▸3651d', 'the longest time is 3650 days'),
      ),
    },
  },
  'org/deprecation-timeline': {
    fails: {
      'no announcement': change(drop(deprecated, '/lifecycle/deprecation/announced')).finds(
        deny('org/deprecation-timeline', '▸deprecation:', 'does not say when it was announced'),
      ),
      'an end that comes too early for production': change(
        set(deprecated, '/lifecycle/deprecation/sunset', '2027-01-20'),
      ).finds(
        deny(
          'org/deprecation-timeline',
          'sunset: ▸2027-01-20',
          'The deprecation, whose sunset is 2027-01-20, gives teams in production too little time.',
        ),
      ),
      'a replacement that has ended': change(
        set(deprecated, '/lifecycle/deprecation/replacement', 'returns-desk'),
      ).finds(
        deny(
          'org/deprecation-timeline',
          'replacement: ▸returns-desk',
          'leads to a replacement that has ended',
        ),
      ),
    },
    passes: {
      'an end that leaves time': change(
        set(deprecated, '/lifecycle/deprecation/sunset', '2027-02-15'),
      ).finds(),
      'a migration guide and no replacement': change(
        drop(deprecated, '/lifecycle/deprecation/replacement'),
      ).finds(),
    },
    edges: {
      'the hundred and twentieth day': change(
        set(deprecated, '/lifecycle/deprecation/sunset', '2027-01-28'),
      ).finds(),
      'an end that is put off for years': change(
        set(deprecated, '/lifecycle/deprecation/sunset', '2028-10-01'),
      ).finds(deny('org/deprecation-timeline', 'sunset: ▸2028-10-01', 'ends later than a plan can reach')),
      'the end has come and the plan stays': change(set(deprecated, '/name', 'Pallet Labels'))
        .at('2027-03-31T00:00:00Z')
        .finds(
          warn('org/deprecation-timeline', 'sunset: ▸2027-03-31', 'is over while teams still run the entry', {
            helps: 'It was there before this change',
          }),
        ),
    },
  },
  'org/ownership': {
    fails: {
      'a disbanded team owns it': change(
        set(costs, '/owner', 'returns-lab'),
        set(costs, '/costCenter', 'CC-9000'),
      ).finds(
        deny(
          'org/ownership',
          'owner: ▸returns-lab',
          'The team returns-lab is disbanded, so nobody answers here.',
        ),
      ),
      'a disbanded team stands behind it': change(set(costs, '/backupOwner', 'returns-lab')).finds(
        deny('org/ownership', 'backupOwner: ▸returns-lab', 'is disbanded', {
          helps: '`backupOwner: platform-engineering`',
        }),
      ),
      'a disbanded team owns a collection': change(
        set('catalog/collections/sales-starter.yaml', '/owner', 'returns-lab'),
      ).finds(deny('org/ownership', 'owner: ▸returns-lab', 'is disbanded')),
    },
    passes: {
      'an active team owns it': change(
        set(fuel, '/owner', 'finance-platform'),
        set(fuel, '/costCenter', 'CC-2010'),
      ).finds(),
    },
    edges: {
      'a team without people': change(
        copy(team('returns-lab'), team('ghosts')),
        set(team('ghosts'), '/id', 'ghosts'),
        set(team('ghosts'), '/status', 'active'),
        set(costs, '/backupOwner', 'ghosts'),
      ).finds(deny('org/ownership', 'backupOwner: ▸ghosts', 'has nobody in it', { path: costs })),
      'a retired entry': change(set(retired, '/owner', 'returns-lab')).finds(),
    },
  },
  'org/privacy-assessment': {
    fails: {
      'personal data by its category': change(drop(payroll, '/data/privacyAssessment')).finds(
        deny(
          'org/privacy-assessment',
          '▸data:',
          'handles personal data (employment, identity, payroll, pii), and its privacy assessment is missing',
        ),
      ),
      'personal data by its label': change(append(alerts, '/compliance', 'pii')).finds(
        deny('org/privacy-assessment', '▸data:', 'handles personal data (pii)'),
      ),
    },
    passes: {
      'a number of the register': change(set(payroll, '/data/privacyAssessment', 'DPIA-2026-099')).finds(),
      'no personal data': change(append(alerts, '/compliance', 'partner-data')).finds(),
    },
    edges: {
      'a number of another register': change(set(payroll, '/data/privacyAssessment', 'TIA-2026-014')).finds(
        deny(
          'org/privacy-assessment',
          'privacyAssessment: ▸TIA-2026-014',
          'its privacy assessment is TIA-2026-014',
        ),
      ),
    },
  },
  'org/revenue-share': {
    fails: {
      'an entry of our own': change(set(fuel, '/billing/metrics/0/revenueShare', '"0.10"')).finds(
        deny(
          'org/revenue-share',
          '- revenueShare: ▸"0.10"',
          'reads passes on a share of 0.10; this entry may pass on 0 at most',
        ),
      ),
      'more than a partner may get': change(set(footprint, '/billing/metrics/0/revenueShare', '0.71')).finds(
        waivedVendor,
        deny('org/revenue-share', 'revenueShare: ▸0.71', 'may pass on 0.7 at most'),
      ),
    },
    passes: { 'a share of nothing': change(set(fuel, '/billing/metrics/0/revenueShare', '"0"')).finds() },
    edges: {
      'as much as a partner may get, with zeros': change(
        set(footprint, '/billing/metrics/1/revenueShare', '"00.700"'),
      ).finds(waivedVendor),
    },
  },
  'org/vendor-risk': {
    fails: {
      'a rating of its own': change(set(alerts, '/egress/1/risk', 'medium')).finds(
        deny(
          'org/vendor-risk',
          'risk: ▸medium',
          'The vendor Slack Technologies behind slack.com is rated medium here; the organisation rates it low.',
        ),
      ),
      'no rating': change(drop(alerts, '/egress/1/risk')).finds(
        deny('org/vendor-risk', '- ▸host: slack.com', 'has no rating here; the organisation rates it low'),
      ),
    },
    passes: { 'no vendor behind it': change(append(alerts, '/egress', 'api.example.com')).finds() },
    edges: {
      'a vendor that nobody reviewed, rated as low': change(
        append(alerts, '/egress', '{host: sms.example.net, vendor: Texto SARL, risk: low}'),
      ).finds(
        deny(
          'org/vendor-risk',
          '- {host: sms.example.net, vendor: Texto SARL, risk: ▸low}',
          'a vendor that nobody reviewed counts as medium at least',
        ),
      ),
      'a vendor that nobody reviewed, rated as medium': change(
        append(alerts, '/egress', '{host: sms.example.net, vendor: Texto SARL, risk: medium}'),
      ).finds(),
      'a place that is waived': change(set(footprint, '/name', 'Carbon')).finds(waivedVendor),
    },
  },
};
