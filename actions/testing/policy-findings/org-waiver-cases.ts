import { change, deny, type RuleTable, warn } from '../policy-case.ts';
import { drop, set } from '../sample-edits.ts';
import { app, waiver } from '../sample-paths.ts';
import { contactWaiver, writeContactWaiver } from './contact-waiver.ts';

const vendor = waiver('carbon-footprint-vendor-review');
const footprint = app('carbon-footprint');
const fuel = app('fuel-surcharge-index');

const top = '▸apiVersion: souk/v1';

/** What the waiver of the sample is for; it is judged again when the waiver changes. */
const unrated = (more: { waivedBy?: string; helps?: string } = {}) =>
  deny('org/vendor-risk', '- ▸host: factors.emission-tables.example.org', 'Emission Tables', {
    path: footprint,
    ...more,
  });
const waivedVendor = unrated({ waivedBy: 'carbon-footprint-vendor-review' });

/** An exception that comes with what it is for. */
const excused = [drop(fuel, '/contact'), writeContactWaiver];
const noContact = deny('developer/contact', top, 'The contact is missing.');
const waivedContact = { ...noContact, waivedBy: 'fuel-contact' };

export const orgWaiverCases: RuleTable = {
  'org/waiver-approver': {
    fails: {
      'a colleague grants it': change(set(vendor, '/approvedBy', 'arjun-mehta')).finds(
        waivedVendor,
        deny(
          'org/waiver-approver',
          'approvedBy: ▸arjun-mehta',
          'arjun-mehta cannot grant an exception from org/vendor-risk: that takes security.',
        ),
      ),
      'a role that answers for something else': change(set(vendor, '/approvedBy', 'finance')).finds(
        waivedVendor,
        deny('org/waiver-approver', 'approvedBy: ▸finance', 'that takes security'),
      ),
    },
    passes: {
      'somebody who stands in for the role': change(set(vendor, '/approvedBy', 'hanna-virtanen')).finds(
        waivedVendor,
      ),
    },
    edges: {
      'the team of the role': change(...excused, set(contactWaiver, '/approvedBy', 'product-council')).finds(
        waivedContact,
      ),
      'the role itself': change(...excused).finds(waivedContact),
    },
  },
  'org/waiver-expired': {
    fails: {
      'it ran out': change(set(vendor, '/expiresAt', '2026-11-01')).finds(
        unrated({ helps: 'The waiver carbon-footprint-vendor-review for it expired on 2026-11-01.' }),
        warn(
          'org/waiver-expired',
          'expiresAt: ▸2026-11-01',
          'The waiver ran out on 2026-11-01; org/vendor-risk counts again for App/carbon-footprint.',
        ),
      ),
    },
    passes: { 'it runs on': change(set(vendor, '/expiresAt', '2026-12-01')).finds(waivedVendor) },
    edges: {
      'it runs out at this moment': change(set(vendor, '/expiresAt', '2026-11-22T08:00:00Z')).finds(
        unrated(),
        warn('org/waiver-expired', 'expiresAt: ▸2026-11-22T08:00:00Z', 'ran out'),
      ),
      'it runs out in a second': change(set(vendor, '/expiresAt', '2026-11-22T08:00:01Z')).finds(
        waivedVendor,
      ),
      'the entity, as a mapping': change(
        ...excused,
        set(contactWaiver, '/entity', '{kind: App, id: fuel-surcharge-index}'),
        set(contactWaiver, '/expiresAt', '2026-01-31'),
      ).finds(
        noContact,
        warn('org/waiver-expired', 'expiresAt: ▸2026-01-31', 'counts again for App/fuel-surcharge-index', {
          path: contactWaiver,
        }),
      ),
    },
  },
  'org/waiver-path': {
    fails: {
      'no path': change(drop(vendor, '/path')).finds(
        waivedVendor,
        warn(
          'org/waiver-path',
          top,
          'names neither a path nor what it is about, so it silences org/vendor-risk for all of App/carbon-footprint',
        ),
      ),
    },
    passes: { 'the path of the finding': change(...excused).finds(waivedContact) },
    edges: {
      'the root as a path': change(set(vendor, '/path', '""')).finds(
        waivedVendor,
        warn('org/waiver-path', 'path: ▸""', 'names neither a path nor what it is about'),
      ),
    },
  },
  'org/waiver-rule': {
    fails: {
      'a misspelt rule': change(set(vendor, '/rule', 'org/vendor-risks')).finds(
        unrated(),
        deny('org/waiver-rule', 'rule: ▸org/vendor-risks', 'The rule org/vendor-risks does not exist.'),
        warn('waiver/unused', 'rule: ▸org/vendor-risks', 'silences nothing'),
      ),
      'a rule that cannot be waived': change(set(vendor, '/rule', 'platform/scope-forbidden')).finds(
        unrated(),
        deny('org/waiver-rule', 'rule: ▸platform/scope-forbidden', 'cannot be waived'),
        warn('waiver/unused', 'rule: ▸platform/scope-forbidden', 'silences nothing'),
      ),
    },
    passes: {
      'a rule of the checks themselves': change(
        set(vendor, '/rule', 'version/not-raised'),
        set(vendor, '/approvedBy', 'platform'),
      ).finds(unrated(), warn('waiver/unused', 'rule: ▸version/not-raised', 'silences nothing')),
    },
    edges: {
      'a whole layer that cannot be waived': change(
        set(vendor, '/rule', 'schema/required'),
        set(vendor, '/approvedBy', 'platform'),
      ).finds(
        unrated(),
        deny('org/waiver-rule', 'rule: ▸schema/required', 'cannot be waived'),
        warn('waiver/unused', 'rule: ▸schema/required', 'silences nothing'),
      ),
    },
  },
  'org/waiver-term': {
    fails: {
      'more than a year': change(set(vendor, '/expiresAt', '2027-11-23')).finds(
        waivedVendor,
        deny('org/waiver-term', 'expiresAt: ▸2027-11-23', 'would last 366 days; the longest term is 365'),
      ),
    },
    passes: {
      'a year less a few hours': change(set(vendor, '/expiresAt', '2027-11-22')).finds(waivedVendor),
    },
    edges: {
      'a year to the second': change(set(vendor, '/expiresAt', '2027-11-22T08:00:00Z')).finds(waivedVendor),
      'a second more': change(set(vendor, '/expiresAt', '2027-11-22T08:00:01Z')).finds(
        waivedVendor,
        deny('org/waiver-term', 'expiresAt: ▸2027-11-22T08:00:01Z', 'would last 366 days'),
      ),
    },
  },
};
