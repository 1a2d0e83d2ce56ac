import { change, deny, given, type RuleTable, warn } from '../policy-case.ts';
import { append, drop, prepend, set } from '../sample-edits.ts';
import { app, connector, installation } from '../sample-paths.ts';

const fuel = app('fuel-surcharge-index');
const rates = app('rate-engine');
const retired = app('returns-desk');
const deprecated = app('pallet-label-printer');
const invoices = app('invoice-matching');
const alerts = connector('crm-slack-alerts');
const alertsInEmea = installation('sales-platform', 'lead-alerts-emea');
const notifier = installation('service-operations', 'incident-notifier-ops');

const unknownScope = (at: string, scope: string) => deny('platform/scope-known', at, `The scope ${scope} of`);

export const platformAccessCases: RuleTable = {
  'platform/connector-known': {
    fails: {
      'something that nobody offers, as a mapping': change(
        append(alerts, '/apis/consumes', 'name: sap'),
      ).finds(warn('platform/connector-known', '- name: ▸sap', 'The catalog has nothing that offers sap.')),
      'something that nobody offers, as a text': change(append(alerts, '/apis/consumes', 'sap')).finds(
        warn('platform/connector-known', '- ▸sap', 'nothing that offers sap'),
      ),
    },
    passes: {
      'an entry of the catalog, as a text': change(append(alerts, '/apis/consumes', 'rate-engine')).finds(),
      'an entry of the catalog, by its id': change(
        append(alerts, '/apis/consumes', '{name: quotes, app: rate-engine}'),
      ).finds(),
    },
    edges: {
      'a system whose permission is given up': change(drop(alerts, '/permissions/0')).finds(
        warn('platform/connector-known', '- name: ▸crm', 'nothing that offers crm'),
      ),
      'an id that is none': change(append(alerts, '/apis/consumes', '{name: quotes, app: rate-engin}')).finds(
        warn('platform/connector-known', '- {name: ▸quotes, app: rate-engin}', 'nothing that offers quotes'),
      ),
      'a deprecated entry': change(append(deprecated, '/apis/consumes', 'sap')).finds(),
    },
  },
  'platform/egress-hosts': {
    fails: {
      'a wildcard, as a text': change(set(rates, '/egress/1', '"*.example.com"')).finds(
        deny('platform/egress-hosts', '- ▸"*.example.com"', 'The egress host *.example.com is a wildcard.'),
      ),
      'an address, as a mapping': change(set(rates, '/egress/0/host', 'https://api.example.com/rates')).finds(
        deny('platform/egress-hosts', '- host: ▸https://api.example.com/rates', 'is not a plain host name'),
      ),
    },
    passes: {
      'a name with a port': change(set(rates, '/egress/1', 'login.example.com:8443')).finds(),
      'the highest port': change(set(rates, '/egress/0/host', 'api.example.com:65535')).finds(),
    },
    edges: {
      'one port more': change(set(rates, '/egress/1', 'login.example.com:65536')).finds(
        deny('platform/egress-hosts', '- ▸login.example.com:65536', 'is not a plain host name'),
      ),
      capitals: change(set(rates, '/egress/1', 'Login.example.com')).finds(
        deny('platform/egress-hosts', '- ▸Login.example.com', 'is not a plain host name'),
      ),
      'an address on the Internet': change(set(rates, '/egress/1', '93.184.215.14')).finds(
        deny('platform/egress-hosts', '- ▸93.184.215.14', 'is an address, not a name'),
      ),
    },
  },
  'platform/egress-private': {
    fails: {
      'a name of the internal network': change(set(rates, '/egress/1', 'quotes.corp')).finds(
        deny(
          'platform/egress-private',
          '- ▸quotes.corp',
          'The egress host quotes.corp leads to the internal network.',
        ),
      ),
      'the metadata service, as a mapping': change(set(rates, '/egress/0/host', '169.254.169.254')).finds(
        deny('platform/egress-hosts', '- host: ▸169.254.169.254', 'is an address, not a name'),
        deny('platform/egress-private', '- host: ▸169.254.169.254', 'leads to the link-local network'),
      ),
    },
    passes: {
      'a name that only sounds like it': change(set(rates, '/egress/1', 'corp.internal.example.com')).finds(),
    },
    edges: {
      'an address in one number': change(set(rates, '/egress/1', '"2130706433"')).finds(
        deny('platform/egress-hosts', '- ▸"2130706433"', 'is an address, not a name'),
        deny('platform/egress-private', '- ▸"2130706433"', 'leads to an address in an unusual notation'),
      ),
      'an address of version 6 with a port': change(set(rates, '/egress/1', '"[::1]:8080"')).finds(
        deny('platform/egress-hosts', '- ▸"[::1]:8080"', 'is an address, not a name'),
        deny('platform/egress-private', '- ▸"[::1]:8080"', 'a network that is not on the Internet'),
      ),
      'a public name for a private address': change(set(rates, '/egress/1', '10.0.0.1.nip.io')).finds(
        deny('platform/egress-private', '- ▸10.0.0.1.nip.io', 'an address that is part of its name'),
      ),
    },
  },
  'platform/scope-forbidden': {
    fails: {
      'a scope for administrators': change(
        append(alerts, '/permissions/1/scopes', 'chat:messages:admin'),
      ).finds(
        deny(
          'platform/scope-forbidden',
          'scopes: [chat:messages:write, ▸chat:messages:admin]',
          'The scope chat:messages:admin of the permission chat grants too much.',
        ),
        unknownScope('scopes: [chat:messages:write, ▸chat:messages:admin]', 'chat:messages:admin'),
      ),
      'a wildcard': change(append(alerts, '/permissions/0/scopes', '"crm:*"')).finds(
        deny('platform/scope-forbidden', 'scopes: [crm:leads:read, ▸"crm:*"]', 'is a wildcard'),
        unknownScope('scopes: [crm:leads:read, ▸"crm:*"]', 'crm:*'),
      ),
    },
    passes: {
      'a scope for a single kind of record': change(
        append(alerts, '/permissions/0/scopes', 'crm:accounts:read'),
      ).finds(),
    },
    edges: {
      'capitals and slashes': change(append(alerts, '/permissions/0/scopes', 'CRM/leads/ALL')).finds(
        deny('platform/scope-forbidden', 'scopes: [crm:leads:read, ▸CRM/leads/ALL]', 'grants too much'),
        unknownScope('scopes: [crm:leads:read, ▸CRM/leads/ALL]', 'CRM/leads/ALL'),
      ),
      'a word that only begins like one': change(
        append(alerts, '/permissions/0/scopes', 'crm:leads:allocate'),
      ).finds(unknownScope('scopes: [crm:leads:read, ▸crm:leads:allocate]', 'crm:leads:allocate')),
    },
  },
  'platform/scope-known': {
    fails: {
      'a scope that nobody rated': change(append(alerts, '/permissions/0/scopes', 'crm:leads:export')).finds(
        deny(
          'platform/scope-known',
          'scopes: [crm:leads:read, ▸crm:leads:export]',
          'The scope crm:leads:export of the permission crm is not in the scope catalog.',
        ),
      ),
    },
    passes: {
      'a scope of the catalog': change(append(alerts, '/permissions/0/scopes', 'crm:quotes:write')).finds(),
    },
    edges: {
      'another spelling, by which the system is not known either': change(
        set(alerts, '/permissions/1/scopes/0', 'chat:message:write'),
      ).finds(
        unknownScope('scopes: [▸chat:message:write]', 'chat:message:write'),
        warn('platform/connector-known', '- name: ▸chat', 'nothing that offers chat'),
      ),
      'a retired entry': change(
        set(retired, '/permissions', '[{name: returns, scopes: [returns:read]}]'),
      ).finds(),
    },
  },
  'platform/scope-reason': {
    fails: {
      'no reason': change(drop(alerts, '/permissions/1/reason')).finds(
        deny('platform/scope-reason', '- ▸name: chat', 'The permission chat does not say why it is needed.'),
      ),
      'three words': change(set(alerts, '/permissions/1/reason', 'Posts every alert.')).finds(
        deny(
          'platform/scope-reason',
          'reason: ▸Posts every alert.',
          'says in too few words why it is needed',
        ),
      ),
    },
    passes: {
      'four words': change(set(alerts, '/permissions/1/reason', 'Posts every single alert.')).finds(),
    },
    edges: {
      'three words on three lines': change(
        set(alerts, '/permissions/1/reason', '|\n      Posts\n      every\n      alert.'),
      ).finds(deny('platform/scope-reason', 'reason: ▸|', 'says in too few words')),
      'a deprecated entry': change(drop(deprecated, '/permissions/0/reason')).finds(),
    },
  },
  'platform/scope-unused': {
    fails: {
      'the API is no longer consumed': change(drop(alerts, '/apis/consumes/1')).finds(
        warn(
          'platform/scope-unused',
          'scopes: [▸chat:messages:write]',
          'The scope chat:messages:write of the permission chat fits none of the APIs',
        ),
      ),
    },
    passes: {
      'any scope of a permission that is named after a consumed API': change(
        append(alerts, '/permissions/1/scopes', 'incidents:alerts:read'),
      ).finds(),
      'an API that is consumed, as a text': change(set(alerts, '/apis/consumes/1', 'chat')).finds(),
    },
    edges: {
      'what the provider demands of its callers': change(
        set(invoices, '/permissions/0/name', 'bookings'),
      ).finds(),
      'what the entry demands of its own callers': change(
        set(
          fuel,
          '/permissions',
          '[{name: own, scopes: [fuel-surcharge:index:read], reason: Asks its own history API.}]',
        ),
      ).finds(),
    },
  },
  'platform/secret-values': {
    fails: {
      'a token among the settings of an installation': change(
        set(alertsInEmea, '/config/apiToken', 'xoxb-1234'),
      ).finds(
        deny(
          'platform/secret-values',
          'apiToken: ▸xoxb-1234',
          'apiToken is named like a secret and holds a plain value.',
        ),
      ),
      'a password in the schema of an entry': change(
        set(fuel, '/config/properties/db_password', '{type: string, default: hunter2}'),
      ).finds(
        deny(
          'platform/secret-values',
          'db_password: {type: string, default: ▸hunter2}',
          'db_password is named like a secret and has a plain value in the schema.',
        ),
      ),
    },
    passes: {
      'a reference': change(set(alertsInEmea, '/config/apiToken', 'vault:kv/crm/prod#token')).finds(),
      'a name that only ends alike': change(set(alertsInEmea, '/config/monkey', 'yes')).finds(),
    },
    edges: {
      'deep in a list, with a slash in its name': change(
        prepend(notifier, '/config/routes', '{label: team, chat/signing-key: 12345}'),
      ).finds(
        deny(
          'platform/secret-values',
          '- {label: team, chat/signing-key: ▸12345}',
          'chat/signing-key is named like a secret',
        ),
      ),
      'an empty text': change(set(alertsInEmea, '/config/apiToken', '""')).finds(),
    },
  },
  'platform/secrets': {
    fails: {
      'nobody knows where it comes from': change(drop(alerts, '/secrets/1/provision')).finds(
        deny(
          'platform/secrets',
          '- ▸name: CRM_CLIENT_SECRET',
          'The secret CRM_CLIENT_SECRET does not say how it is provisioned.',
        ),
      ),
      'a provider that nobody reads': change(set(alerts, '/secrets/1/provision', 'lastpass')).finds(
        deny(
          'platform/secrets',
          'provision: ▸lastpass',
          'comes from a provider that the platform does not read',
        ),
      ),
    },
    passes: {
      'a provider with a place': change(set(alerts, '/secrets/1/provision', 'Vault:kv/crm')).finds(),
    },
    edges: {
      'a new one in small letters': change(
        append(fuel, '/secrets', '{name: api-token, provision: vault}'),
      ).finds(
        deny(
          'platform/secrets',
          'secrets: [{name: ▸api-token, provision: vault}]',
          'The secret api-token is not written in capitals with underscores.',
        ),
      ),
      'one that it had before, at another place': given(set(alerts, '/secrets/0/name', 'webhook_secret'))
        .change(prepend(alerts, '/secrets', 'name: FIRST\n    provision: vault'))
        .finds(
          warn('platform/secrets', '- name: ▸webhook_secret', 'is not written in capitals', {
            helps: 'It was there before this change; new ones are refused.',
          }),
        ),
    },
  },
};
