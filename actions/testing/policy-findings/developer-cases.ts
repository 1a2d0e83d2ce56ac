import { change, deny, given, type RuleTable, warn } from '../policy-case.ts';
import { addLines, append, copy, drop, replace, set } from '../sample-edits.ts';
import { app, connector, team } from '../sample-paths.ts';

const fuel = app('fuel-surcharge-index');
const rates = app('rate-engine');
const retired = app('returns-desk');
const deprecated = app('pallet-label-printer');
const vetted = app('demand-forecast');
const alerts = connector('crm-slack-alerts');

/** Nothing is at the place of a field that is missing at the top of a manifest, so its first line is shown. */
const top = '▸apiVersion: souk/v1';

/** Makes a proposal of it again. */
const proposed = set(fuel, '/lifecycle/stage', 'proposed');

export const developerCases: RuleTable = {
  'developer/backup-owner': {
    fails: {
      'nobody is named': change(drop(fuel, '/backupOwner')).finds(
        deny('developer/backup-owner', top, 'The backup owner is missing.'),
      ),
      'the owner is named again': change(set(fuel, '/backupOwner', 'data-platform')).finds(
        deny('developer/backup-owner', 'backupOwner: ▸data-platform', 'The backup owner is the owner.'),
      ),
    },
    passes: {
      'another team is named': change(set(fuel, '/backupOwner', 'finance-platform')).finds(),
      'a retired entry has nobody': change(drop(retired, '/backupOwner')).finds(),
    },
    edges: {
      'another team of the same people is named': change(
        set(fuel, '/backupOwner', 'data-marts'),
        copy(team('data-platform'), team('data-marts')),
        set(team('data-marts'), '/id', 'data-marts'),
      ).finds(
        deny('developer/backup-owner', 'backupOwner: ▸data-marts', 'has nobody whom the owner does not have'),
      ),
      'a proposal has nobody yet': change(proposed, drop(fuel, '/backupOwner')).finds(
        warn('developer/backup-owner', top, 'is missing', {
          helps: 'It must be right before the entry can be vetted.',
        }),
      ),
    },
  },
  'developer/changelog': {
    fails: {
      'the version rises and the change log stays': change(set(fuel, '/version', '1.2.1')).finds(
        warn(
          'developer/changelog',
          'changelog: ▸CHANGELOG.md',
          'CHANGELOG.md does not change with the new version.',
          {
            helps: 'what version 1.2.1 changes',
          },
        ),
      ),
    },
    passes: {
      'the change log tells of the version': change(
        set(fuel, '/version', '1.2.1'),
        addLines(fuel.replace('manifest.yaml', 'CHANGELOG.md'), '## 1.2.1', '- Faster.'),
      ).finds(),
      'the version stays': change(set(fuel, '/quality/changelog', 'NEWS.md')).finds(),
    },
    edges: {
      'the version rises and no change log is named': change(
        set(fuel, '/version', '1.2.1'),
        drop(fuel, '/quality/changelog'),
      ).finds(warn('developer/changelog', '▸quality:', 'A change log is not declared.')),
      'the change log is an address': change(
        set(fuel, '/version', '1.2.1'),
        set(fuel, '/quality/changelog', 'https://wiki.example.com/fuel/changes'),
      ).finds(),
    },
  },
  'developer/compliance': {
    fails: {
      'a label that nobody knows': change(append(fuel, '/compliance', 'gdpr')).finds(
        warn(
          'developer/compliance',
          'compliance: [public-data, ▸gdpr]',
          'The compliance label gdpr is not in the list',
        ),
      ),
    },
    passes: { 'a label of the list': change(append(fuel, '/compliance', 'internal-only')).finds() },
    edges: {
      'a label that is nearly one of the list': change(set(fuel, '/compliance/0', 'public-dota')).finds(
        warn('developer/compliance', 'compliance: [▸public-dota]', 'public-dota', {
          helps: 'Did you mean public-data?',
        }),
      ),
      'a retired entry keeps its labels': change(set(retired, '/compliance/0', 'gdpr')).finds(),
    },
  },
  'developer/contact': {
    fails: {
      'nobody can be reached': change(drop(fuel, '/contact')).finds(
        deny('developer/contact', top, 'The contact is missing.'),
      ),
      'a mailbox that nobody reads, as a text': change(set(fuel, '/contact', 'no-reply@example.com')).finds(
        deny('developer/contact', 'contact: ▸no-reply@example.com', 'leads to nobody who answers'),
      ),
    },
    passes: {
      'a channel, as a text': change(set(fuel, '/contact', '"#data-feeds"')).finds(),
      'an address, as a text': change(set(fuel, '/contact', 'https://wiki.example.com/data/help')).finds(),
    },
    edges: {
      'stand-ins only, as a mapping': change(
        set(fuel, '/contact', '{email: TBD@example.com, slack: "#todo"}'),
      ).finds(
        deny('developer/contact', 'contact: ▸{email: TBD@example.com, slack: "#todo"}', 'leads to nobody'),
      ),
      'one way that works beside a stand-in': change(
        set(alerts, '/contact/email', 'noreply@example.com'),
      ).finds(),
    },
  },
  'developer/description': {
    fails: {
      'there is none': change(drop(fuel, '/description')).finds(
        warn('developer/description', top, 'The description is missing.'),
      ),
      'a placeholder was left behind': change(replace(fuel, 'It makes no forecast.', 'TODO say more.')).finds(
        warn('developer/description', 'description: ▸|', 'still holds the placeholder TODO'),
      ),
    },
    passes: {
      'twelve words and eighty characters': change(
        set(
          fuel,
          '/description',
          'Reads public diesel prices every Monday morning, publishes surcharges for freight contracts.',
        ),
      ).finds(),
    },
    edges: {
      'eleven words': change(
        set(
          fuel,
          '/description',
          'Reads diesel prices every Monday morning, publishes surcharges for freight contracts.',
        ),
      ).finds(
        warn(
          'developer/description',
          'description: ▸Reads diesel prices every Monday morning, publishes surcharges for freight contracts.',
          'has fewer words than 12',
        ),
      ),
      'it repeats the name in other letters': change(
        set(fuel, '/description', 'fuel surcharge INDEX.'),
      ).finds(warn('developer/description', 'description: ▸fuel surcharge INDEX.', 'only repeats the name')),
      'an app about lists of things to do': change(
        replace(fuel, 'It makes no forecast.', 'It keeps no todo list.'),
      ).finds(),
      'a deprecated entry': change(set(deprecated, '/description', 'Prints.')).finds(),
    },
  },
  'developer/domain': {
    fails: {
      'a domain of its own': change(set(fuel, '/domain', 'procurement')).finds(
        warn('developer/domain', 'domain: ▸procurement', 'The domain procurement is not in the list'),
      ),
    },
    passes: { 'a domain of the list': change(set(fuel, '/domain', 'finance')).finds() },
    edges: {
      'no domain': change(drop(fuel, '/domain')).finds(),
      'a deprecated entry keeps its domain': change(set(deprecated, '/domain', 'logistics')).finds(),
    },
  },
  'developer/health-check': {
    fails: {
      'a function with an API': change(drop(fuel, '/runtime/healthCheck')).finds(
        deny('developer/health-check', '▸runtime:', 'from a runtime of type function'),
      ),
    },
    passes: { 'another path': change(set(fuel, '/runtime/healthCheck', '/ready')).finds() },
    edges: {
      'a function without an API': change(drop(alerts, '/runtime/healthCheck')).finds(),
      'it was missing before': given(drop(fuel, '/runtime/healthCheck'))
        .change(set(fuel, '/name', 'Fuel Index'))
        .finds(
          warn('developer/health-check', '▸runtime:', 'type function', {
            helps: 'It was there before this change; new ones are refused.',
          }),
        ),
    },
  },
  'developer/license': {
    fails: {
      'no license': change(drop(fuel, '/license')).finds(
        deny('developer/license', top, 'does not say under which license'),
      ),
    },
    passes: { 'another license': change(set(fuel, '/license', 'MIT')).finds() },
    edges: {
      'a proposal without one': change(proposed, drop(fuel, '/license')).finds(
        warn('developer/license', top, 'license', { helps: 'before the entry can be vetted' }),
      ),
      'a vetted entry without one': change(drop(vetted, '/license')).finds(
        deny('developer/license', top, 'license'),
      ),
    },
  },
  'developer/on-call': {
    fails: {
      'nobody is on call for what the business depends on': change(drop(rates, '/support/oncall')).finds(
        deny(
          'developer/on-call',
          '▸support:',
          'carries the tag business-critical, but does not say who is on call',
        ),
      ),
    },
    passes: { 'nothing depends on it': change(drop(fuel, '/support/oncall')).finds() },
    edges: {
      'advice before it is published': change(
        append(vetted, '/tags', 'business-critical'),
        drop(vetted, '/support/sla'),
      ).finds(
        warn('developer/on-call', '▸support:', 'how fast help comes', {
          helps: 'before the entry can be published',
        }),
      ),
      'it was missing before': given(drop(rates, '/support/oncall'))
        .change(set(rates, '/name', 'Rates'))
        .finds(
          warn('developer/on-call', '▸support:', 'who is on call', { helps: 'there before this change' }),
        ),
    },
  },
  'developer/runbook': {
    fails: {
      'no runbook': change(drop(fuel, '/support/runbook')).finds(
        deny('developer/runbook', '▸support:', 'The runbook is not declared.'),
      ),
    },
    passes: {
      'an address': change(set(fuel, '/support/runbook', 'https://wiki.example.com/fuel/runbook')).finds(),
    },
    edges: {
      'a sentence': change(set(fuel, '/support/runbook', 'ask the team')).finds(
        deny('developer/runbook', 'runbook: ▸ask the team', 'is neither a file nor an address'),
      ),
      'no support at all': change(drop(fuel, '/support')).finds(
        deny('developer/runbook', top, 'The runbook is not declared.'),
      ),
    },
  },
  'developer/slo-declared': {
    fails: {
      'no objectives': change(drop(fuel, '/slos')).finds(
        deny('developer/slo-declared', top, 'The entry promises no service level.'),
      ),
    },
    passes: {
      'one objective': change(set(fuel, '/slos', '[{name: availability, objective: 99}]')).finds(),
    },
    edges: {
      'an empty list': change(set(fuel, '/slos', '[]')).finds(
        deny('developer/slo-declared', 'slos: ▸[]', 'no service level'),
      ),
      'advice before it is published': change(drop(vetted, '/slos')).finds(
        warn('developer/slo-declared', top, 'no service level', {
          helps: 'before the entry can be published',
        }),
      ),
    },
  },
  'developer/tags': {
    fails: {
      'a word that nobody searches for': change(append(fuel, '/tags', 'petrol')).finds(
        warn(
          'developer/tags',
          'tags: [fuel, surcharges, market-data, api-first, scheduled, ▸petrol]',
          'The tag petrol is not in the list',
        ),
      ),
    },
    passes: { 'a word of the list': change(append(fuel, '/tags', 'pricing')).finds() },
    edges: {
      'an item of a list on lines of its own': change(set(fuel, '/tags', '\n  - fuel\n  - surcharge')).finds(
        warn('developer/tags', '- ▸surcharge', 'The tag surcharge', { helps: 'Did you mean surcharges?' }),
      ),
      'a deprecated entry keeps its words': change(append(deprecated, '/tags', 'petrol')).finds(),
    },
  },
  'developer/tests-declared': {
    fails: {
      'no tests': change(drop(fuel, '/quality/tests')).finds(
        deny('developer/tests-declared', '▸quality:', 'does not say how it is tested'),
      ),
    },
    passes: { 'another command': change(set(fuel, '/quality/tests', 'make check')).finds() },
    edges: {
      'a word for no tests': change(set(fuel, '/quality/tests', 'N/A')).finds(
        deny('developer/tests-declared', 'tests: ▸N/A', 'does not say how it is tested'),
      ),
      'no quality at all': change(drop(fuel, '/quality')).finds(
        deny('developer/tests-declared', top, 'does not say how it is tested'),
      ),
      'a deprecated entry': change(drop(deprecated, '/quality/tests')).finds(),
    },
  },
};
