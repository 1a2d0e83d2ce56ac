import { change, deny, given, notice, type RuleTable } from '../policy-case.ts';
import { copy, drop, set } from '../sample-edits.ts';
import { installation, team } from '../sample-paths.ts';

const emea = installation('sales-platform', 'lead-alerts-emea');
const quotes = installation('sales-platform', 'rate-engine-eu');
const emissions = installation('sales-platform', 'emissions-on-quotes');
const trial = installation('sales-platform', 'lead-alerts-dev');
const staging = installation('finance-platform', 'invoice-matching-staging');
const pallets = installation('warehouse-systems', 'pallet-labels-gothenburg');
const directory = installation('people-systems', 'directory-sync-production');
const fresh = installation('sales-platform', 'fresh');

const top = '▸apiVersion: souk/v1';

export const orgInstallationCases: RuleTable = {
  'org/installation-allowed': {
    fails: {
      'a deprecated app is installed': change(
        copy(emea, fresh),
        set(fresh, '/id', 'fresh'),
        set(fresh, '/app', 'pallet-label-printer'),
      ).finds(
        deny(
          'org/installation-allowed',
          'app: ▸pallet-label-printer',
          'pallet-label-printer is deprecated; in production only entries that are maintenance-required or published may start.',
        ),
      ),
      'a vetted app goes to production': change(set(emea, '/app', 'demand-forecast')).finds(
        deny('org/installation-allowed', 'app: ▸demand-forecast', 'demand-forecast is vetted'),
      ),
    },
    passes: {
      'a published app is installed': change(
        copy(emea, fresh),
        set(fresh, '/id', 'fresh'),
        set(fresh, '/app', 'cost-monitor'),
      ).finds(),
      'a proposal is tried out': change(
        set(trial, '/app', 'crm-slack-alerts'),
        set(trial, '/version', '1.x'),
      ).finds(),
    },
    edges: {
      'what runs already goes on': change(set(pallets, '/config/copies', '3')).finds(),
      'its move to another version is a start': change(set(pallets, '/version', '1.x')).finds(
        deny('org/installation-allowed', 'app: ▸pallet-label-printer', 'is deprecated'),
      ),
      'a retired app is tried out': change(set(trial, '/app', 'returns-desk')).finds(
        deny(
          'org/installation-allowed',
          'app: ▸returns-desk',
          'returns-desk is retired; in dev only entries',
        ),
      ),
    },
  },
  'org/installation-data': {
    fails: {
      'restricted data on a laptop': change(
        set(directory, '/environment', 'dev'),
        set(directory, '/ttl', '7d'),
      ).finds(
        deny(
          'org/installation-data',
          'environment: ▸dev',
          'hris-directory-sync handles restricted data, which dev is not made for.',
          { helps: 'production, staging' },
        ),
      ),
    },
    passes: {
      'restricted data in staging': change(
        set(directory, '/environment', 'staging'),
        set(directory, '/ttl', '7d'),
      ).finds(),
    },
    edges: {
      'confidential data on a laptop': change(
        set(staging, '/environment', 'dev'),
        set(staging, '/ttl', '7d'),
      ).finds(),
    },
  },
  'org/installation-sunset': {
    fails: {
      'it goes on without an end': change(drop(pallets, '/expiresAt')).finds(
        notice(
          'org/installation-sunset',
          'app: ▸pallet-label-printer',
          'is deprecated and ends on 2027-03-31.',
        ),
      ),
    },
    passes: { 'it ends before': change(set(pallets, '/expiresAt', '2027-02-01')).finds() },
    edges: {
      'it ends on that day': change(set(pallets, '/expiresAt', '2027-03-31')).finds(),
      'it ends on that day, an hour too late': change(
        set(pallets, '/expiresAt', '2027-03-31T01:00:00Z'),
      ).finds(notice('org/installation-sunset', 'app: ▸pallet-label-printer', 'ends on 2027-03-31')),
    },
  },
  'org/installation-ttl': {
    fails: {
      'no end where there has to be one': change(drop(trial, '/ttl')).finds(
        deny('org/installation-ttl', top, 'The installation in dev does not say when it ends.'),
      ),
      'a time that is too long': change(set(trial, '/ttl', '31d')).finds(
        deny('org/installation-ttl', 'ttl: ▸31d', 'would live longer than the environment allows', {
          helps: '`ttl: 30d` or less',
        }),
      ),
      'an end that has passed': change(set(emea, '/expiresAt', '2026-11-22')).finds(
        deny(
          'org/installation-ttl',
          'expiresAt: ▸2026-11-22',
          'The installation in production has ended already.',
        ),
      ),
    },
    passes: {
      'the longest time': change(set(trial, '/ttl', '30d')).finds(),
      'a day instead': change(drop(trial, '/ttl'), set(trial, '/expiresAt', '2026-12-22')).finds(),
      'no end in production': change(set(emea, '/config/minScore', '50')).finds(),
    },
    edges: {
      'the longest time, in months': change(set(trial, '/ttl', 'P1M')).finds(),
      'a day that is hours too late': change(
        drop(trial, '/ttl'),
        set(trial, '/expiresAt', '2026-12-22T09:00:00Z'),
      ).finds(deny('org/installation-ttl', 'expiresAt: ▸2026-12-22T09:00:00Z', 'would live longer')),
      'an end in an hour': change(set(emea, '/expiresAt', '2026-11-22T09:00:00Z')).finds(),
    },
  },
  'org/production-budget': {
    fails: {
      'no budget': change(drop(emea, '/budget')).finds(
        deny('org/production-budget', top, 'The installation in production has no budget.'),
      ),
      'a budget of nothing': change(set(emea, '/budget/monthly', '"0.00"')).finds(
        deny('org/production-budget', 'monthly: ▸"0.00"', 'has a budget of nothing'),
      ),
    },
    passes: {
      'a number': change(set(emea, '/budget', '45')).finds(),
      'no budget outside of production': change(drop(staging, '/budget')).finds(),
    },
    edges: {
      'a budget of nothing, as a text': change(set(emea, '/budget', '"0"')).finds(
        deny('org/production-budget', 'budget: ▸"0"', 'has a budget of nothing'),
      ),
      'another currency': change(set(quotes, '/budget/currency', 'USD')).finds(
        deny('org/production-budget', 'currency: ▸USD', 'has its budget in another currency'),
      ),
    },
  },
  'org/team-budget': {
    fails: {
      'over the budget of the team': change(set(emea, '/budget/monthly', '"2700.00"')).finds(
        deny(
          'org/team-budget',
          'monthly: ▸"2700.00"',
          'Team sales-platform may spend 3600 EUR a month on installations, and they come to more.',
          { helps: 'now come to 3640' },
        ),
      ),
    },
    passes: {
      'all of the budget': change(set(emea, '/budget/monthly', '"2660.00"')).finds(),
      'no budget of the team': change(drop(team('sales-platform'), '/budget')).finds(),
    },
    edges: {
      'a cent more': change(set(emea, '/budget', '"2660.01"')).finds(
        deny('org/team-budget', 'budget: ▸"2660.01"', 'they come to more'),
      ),
      'it was too much before, and grows': given(set(emea, '/budget/monthly', '"2700.00"'))
        .change(set(emea, '/budget/monthly', '"2800.00"'))
        .finds(deny('org/team-budget', 'monthly: ▸"2800.00"', 'they come to more')),
      'it was too much before, and shrinks': given(set(emea, '/budget/monthly', '"2900.00"'))
        .change(set(emea, '/budget/monthly', '"2800.00"'))
        .finds(),
      'a smaller budget of the team than it has promised': change(
        set(team('sales-platform'), '/budget/monthly', '"900.00"'),
      ).finds(
        deny('org/team-budget', 'budget: ▸"90.00"', 'may spend 900 EUR', { path: emissions }),
        deny('org/team-budget', 'monthly: ▸"30.00"', 'they come to more', { path: emea }),
        deny('org/team-budget', 'monthly: ▸"850.00"', 'they come to more', { path: quotes }),
      ),
    },
  },
};
