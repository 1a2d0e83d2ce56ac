import { approval, type CaseTable, change, deny, reason, warn } from '../policy-case.ts';
import { addLines, append, drop, erase, move, prepend, replace, set, write } from '../sample-edits.ts';
import { app, connector, installation, marketplace, scopes, team, waiver } from '../sample-paths.ts';
import { contactWaiver, writeContactWaiver } from './contact-waiver.ts';
import { newApp } from './new-app.ts';

const fuel = app('fuel-surcharge-index');
const footprint = app('carbon-footprint');
const scorecard = app('carrier-scorecard');
const vendor = waiver('carbon-footprint-vendor-review');
const emea = installation('sales-platform', 'lead-alerts-emea');
const emissions = installation('sales-platform', 'emissions-on-quotes');
const labels = installation('warehouse-systems', 'pallet-labels-malmo');

const top = '▸apiVersion: souk/v1';

const medium = [
  approval('product', 1, 'The risk is medium.'),
  approval('security', 1, 'The risk is medium.'),
];

/** What the sample waives, when the waiver does not cover it. */
const unrated = (more: { path?: string; helps?: string } = {}) =>
  deny('org/vendor-risk', '- ▸host: factors.emission-tables.example.org', 'Emission Tables Foundation', more);
const unused = (at: string) => warn('waiver/unused', 'rule: ▸org/vendor-risk', at, { path: vendor });

const lifeCases: CaseTable = {
  'a new app with everything right': change(
    ...Object.entries(newApp).map(([name, lines]) => write(`catalog/apps/canteen-menu/${name}`, ...lines)),
  )
    .byAllChecks()
    .finds()
    .risks('low')
    .needs(),
  'a new version by the book': change(
    set(fuel, '/version', '1.3.0'),
    set(fuel, '/runtime/resources/memory', '192Mi'),
    addLines(fuel.replace('manifest.yaml', 'CHANGELOG.md'), '## 1.3.0', '- Serves the history since 2015.'),
  )
    .byAllChecks()
    .finds()
    .risks('low')
    .needs(),
  'a new version without a word in the change log, and other content than its number says': change(
    set(fuel, '/version', '1.2.1'),
    drop(fuel, '/apis'),
  )
    .byAllChecks()
    .finds(
      deny('version/breaking', top, 'breaks consumers of 1.2.0; the version says 1.2.1'),
      warn('developer/changelog', 'changelog: ▸CHANGELOG.md', 'does not change with the new version'),
    ),
  'an app that teams use is removed': change(erase(scorecard))
    .byAllChecks()
    .finds(
      deny('lifecycle/record-removed', 'stage: ▸published', 'App carrier-scorecard is published'),
      deny('reference/missing', '- ▸carrier-scorecard', 'is removed by this change', {
        path: 'catalog/collections/shipment-visibility.yaml',
      }),
      deny(
        'consumers/removed',
        'app: ▸carrier-scorecard',
        'which team freight-operations runs in production',
        {
          path: installation('freight-operations', 'carrier-scorecard-buyers'),
        },
      ),
    )
    .risks(
      'medium',
      reason('risk/removal', 'medium', '', 'It is removed for everybody.'),
      reason('risk/compliance', 'medium', '/compliance/0', 'partner-data'),
    )
    .needs(approval('ops', 1, 'It is removed; installations that still use it: 1.'), ...medium),
  'a manifest that is not valid': change(set(fuel, '/lifecycle/stage', 'publish'))
    .byAllChecks()
    .finds(deny('schema/value', 'stage: ▸publish', 'published'))
    .risks('high', reason('risk/unknown', undefined, '', 'not valid, so its risk is not known'))
    .needs(approval('platform', 1, 'Part of the change could not be judged.')),
  'a manifest that is no YAML': change(replace(fuel, 'kind: App', 'kind: [App'))
    .byAllChecks()
    .finds(deny('yaml/syntax', '▸id: fuel-surcharge-index', 'Not valid YAML'))
    .risks('high', reason('risk/unknown', undefined, '', 'not valid, so its risk is not known'))
    .needs(approval('platform', 1, 'Part of the change could not be judged.')),
};

const neighbourCases: CaseTable = {
  'a team is disbanded, and what it stands for is judged': change(
    set(team('customer-experience'), '/status', 'disbanded'),
  )
    .byAllChecks()
    .finds(
      deny('org/ownership', 'backupOwner: ▸customer-experience', 'is disbanded', {
        path: app('shipment-tracking-api'),
      }),
      deny('org/ownership', 'owner: ▸customer-experience', 'is disbanded', {
        path: app('track-and-trace-widget'),
      }),
      deny('org/ownership', 'team: ▸customer-experience', 'is disbanded', {
        path: installation('customer-experience', 'track-widget-portal'),
      }),
      deny('org/ownership', 'team: ▸customer-experience', 'is disbanded', {
        path: installation('customer-experience', 'tracking-portal-staging'),
      }),
      deny('org/ownership', 'backupOwner: ▸customer-experience', 'is disbanded', {
        path: connector('crm-slack-alerts'),
      }),
    )
    .risks('medium', reason('risk/governing', 'medium', '', 'Team customer-experience is modified')),
  'a scope that is in use leaves the scope catalog': change(
    replace(scopes, '- name: fuel-surcharge:index:read', '- name: fuel-surcharge:index:list'),
  )
    .byAllChecks()
    .finds(
      deny('platform/scope-known', 'scopes: [▸fuel-surcharge:index:read]', 'is not in the scope catalog', {
        path: app('rate-engine'),
      }),
    )
    .risks('medium', reason('risk/governing', 'medium', '', 'ScopeCatalog company-scopes is modified')),
  'a change that widens the list for itself': change(
    append(fuel, '/tags', 'petrol'),
    append(marketplace, '/tags', 'petrol'),
  )
    .byAllChecks()
    .finds(
      warn(
        'developer/tags',
        'tags: [fuel, surcharges, market-data, api-first, scheduled, ▸petrol]',
        'The tag petrol is not in the list',
      ),
    ),
  'a region leaves the list, and those who run there are told': change(
    replace(marketplace, '  - us-east-1\n', ''),
  )
    .byAllChecks()
    .finds(
      deny(
        'platform/regions',
        'regions: [eu-west-1, eu-central-1, ▸us-east-1]',
        'us-east-1 is not in the list',
        {
          path: app('rate-engine'),
        },
      ),
      deny('platform/regions', 'regions: [eu-west-1, ▸us-east-1]', 'us-east-1 is not in the list', {
        path: app('track-and-trace-widget'),
      }),
    )
    .risks('high', reason('risk/governing', 'high', '', 'Marketplace acme is modified')),
  'a deprecated app is installed': change(
    write(
      labels,
      'apiVersion: souk/v1',
      'kind: Installation',
      'id: pallet-labels-malmo',
      'app: pallet-label-printer',
      'version: ^1.9.0',
      'team: warehouse-systems',
      'environment: production',
      'config: {site: SEMMA}',
      'secrets: {PRINT_QUEUE_PASSWORD: "vault:kv/warehouse-systems/print-queue/semma#password"}',
      'budget: "80.00"',
      'costCenter: CC-1020',
    ),
  )
    .byAllChecks()
    .finds(
      deny('org/installation-allowed', 'app: ▸pallet-label-printer', 'is deprecated; in production only'),
    )
    .risks('low')
    .needs(),
  'an installation whose time is over': change(set(emissions, '/suspended', 'false'))
    .byAllChecks()
    .at('2027-03-01T08:00:00Z')
    .finds(
      deny(
        'org/installation-ttl',
        'expiresAt: ▸2027-02-28T18:00:00Z',
        'The installation in staging has ended already.',
      ),
    ),
  'an installation moves to another folder': change(
    move(emea, installation('customer-experience', 'lead-alerts-emea')),
  )
    .byAllChecks()
    .finds()
    .risks('low')
    .needs(),
};

const waiverCases: CaseTable = {
  'a waiver comes with what it is for': change(drop(fuel, '/contact'), writeContactWaiver)
    .byAllChecks()
    .finds(deny('developer/contact', top, 'The contact is missing.', { waivedBy: 'fuel-contact' }))
    .risks('medium', reason('risk/governing', 'medium', '', 'Waiver fuel-contact is added'))
    .needs(
      approval('platform', 1, 'what others rely on'),
      approval('product', 1, 'It is an exception from developer/contact, which product grants.'),
      approval('security', 1, 'The risk is medium.'),
    ),
  'a waiver for another place': change(
    drop(fuel, '/contact'),
    writeContactWaiver,
    set(contactWaiver, '/path', '/contacts'),
  )
    .byAllChecks()
    .finds(
      deny('developer/contact', top, 'The contact is missing.'),
      warn('waiver/unused', 'rule: ▸developer/contact', 'no finding of developer/contact on', {
        path: contactWaiver,
      }),
    ),
  'the waived host moves down the list': change(
    prepend(footprint, '/egress', 'host: lanes.example.com\n    purpose: Read lanes.'),
  ).finds(unrated(), unused('no finding of org/vendor-risk on')),
  'another vendor takes the waived place': change(
    set(footprint, '/egress/1/vendor', 'Other Tables AB'),
  ).finds(
    deny('org/vendor-risk', '- ▸host: factors.emission-tables.example.org', 'The vendor Other Tables AB'),
    unused('silences nothing'),
  ),
  'the waiver is taken away': change(erase(vendor)).finds(unrated({ path: footprint })),
  'the waiver has run out when the entry changes': change(set(footprint, '/name', 'Carbon'))
    .at('2027-02-15T00:00:00Z')
    .finds(unrated({ helps: 'The waiver carbon-footprint-vendor-review for it expired on 2027-02-15.' })),
};

/** Changes as people make them. */
export const wholeChangeCases: CaseTable = { ...lifeCases, ...neighbourCases, ...waiverCases };
