import { change, deny, given, type RuleTable, warn } from '../policy-case.ts';
import { append, copy, drop, replace, set } from '../sample-edits.ts';
import { app, connector } from '../sample-paths.ts';

const fuel = app('fuel-surcharge-index');
const rates = app('rate-engine');
const frame = app('carrier-scorecard');
const widget = app('track-and-trace-widget');
const module = app('warehouse-edge-site');
const retired = app('returns-desk');
const deprecated = app('pallet-label-printer');
const vetted = app('demand-forecast');
const alerts = connector('crm-slack-alerts');
const directory = app('hris-directory-sync');

const top = '▸apiVersion: souk/v1';
/** Makes a proposal of it again. */
const proposed = set(fuel, '/lifecycle/stage', 'proposed');

const renamed = set(fuel, '/name', 'Fuel Index');

export const platformRuntimeCases: RuleTable = {
  'platform/auth': {
    fails: {
      'an API that everybody may call': change(drop(fuel, '/auth')).finds(
        deny('platform/auth', top, 'it provides APIs and does not declare `auth`'),
      ),
      'internal data without a sign-in': change(set(frame, '/auth/type', 'none')).finds(
        deny('platform/auth', 'type: ▸none', 'not declared as open to everybody'),
      ),
    },
    passes: { 'another way to sign in': change(set(fuel, '/auth/type', 'mtls')).finds() },
    edges: {
      'public data without a sign-in': change(set(fuel, '/auth/type', 'none')).finds(),
      'no API and no sign-in': change(drop(frame, '/auth')).finds(),
    },
  },
  'platform/embedding': {
    fails: {
      'a web component without a policy': change(drop(widget, '/runtime/csp')).finds(
        deny('platform/embedding', '▸runtime:', 'The Content-Security-Policy is missing.'),
      ),
      'a frame without a sandbox': change(drop(frame, '/runtime/sandbox')).finds(
        deny('platform/embedding', '▸runtime:', 'The sandbox is missing.'),
      ),
      'inline scripts, in a folded text': change(
        replace(frame, "script-src 'self';", "script-src 'self' 'unsafe-inline';"),
      ).finds(deny('platform/embedding', 'csp: ▸>-', "allows 'unsafe-inline' in script-src")),
    },
    passes: {
      'a shorter policy': change(set(widget, '/runtime/csp', `"default-src 'self'"`)).finds(),
      'a container needs none': change(
        set(app('invoice-matching'), '/runtime/entry', 'dist/main.js'),
      ).finds(),
    },
    edges: {
      'scripts that keep their origin': change(
        set(frame, '/runtime/sandbox', '[allow-scripts, allow-forms, allow-same-origin]'),
      ).finds(
        deny(
          'platform/embedding',
          'sandbox: [allow-scripts, allow-forms, ▸allow-same-origin]',
          'allows scripts and their own origin together',
        ),
      ),
      'any host, in capitals and after a comma': change(
        set(widget, '/runtime/csp', `"default-src 'none', IMG-SRC HTTPS:"`),
      ).finds(
        deny('platform/embedding', `csp: ▸"default-src 'none', IMG-SRC HTTPS:"`, 'allows https: in img-src'),
      ),
    },
  },
  'platform/naming': {
    fails: {
      'an API in capitals': change(set(fuel, '/apis/provides/0/name', 'FuelSurcharge')).finds(
        deny('platform/naming', '- name: ▸FuelSurcharge', 'The API name FuelSurcharge is not in kebab-case.'),
      ),
      'an event without a domain, as a text': change(
        set(directory, '/events/produces/1', 'account.deactivated'),
      ).finds(deny('platform/naming', '- ▸account.deactivated', 'does not begin with a reversed domain')),
    },
    passes: {
      'an API, as a text': change(append(fuel, '/apis/provides', 'diesel-index-2')).finds(),
      'an event of others': change(append(alerts, '/events/consumes', 'LeadCreated')).finds(),
    },
    edges: {
      'a new entry with an id that says nothing': change(
        copy(vetted, app('sync')),
        set(app('sync'), '/id', 'sync'),
      ).finds(deny('platform/naming', 'id: ▸sync', 'The id sync is too general or reserved.')),
      'it had the name before': given(set(fuel, '/apis/provides/0/name', 'FuelSurcharge'))
        .change(renamed)
        .finds(
          warn('platform/naming', '- name: ▸FuelSurcharge', 'is not in kebab-case', {
            helps: 'It was there before this change; new ones are refused.',
          }),
        ),
      'a second one beside one that it had before': given(append(fuel, '/apis/provides', 'Index'))
        .change(append(fuel, '/apis/provides', 'History'))
        .finds(
          warn('platform/naming', '- ▸Index', 'The API name Index'),
          deny('platform/naming', '- ▸History', 'The API name History'),
        ),
    },
  },
  'platform/regions': {
    fails: {
      'a region that nobody runs': change(append(fuel, '/runtime/regions', 'eu-west-3')).finds(
        deny(
          'platform/regions',
          'regions: [eu-west-1, ▸eu-west-3]',
          'The region eu-west-3 is not in the list',
          {
            helps: 'Did you mean eu-west-1?',
          },
        ),
      ),
    },
    passes: { 'a region of the list': change(append(fuel, '/runtime/regions', 'ap-southeast-1')).finds() },
    edges: {
      'a proposal in a region to come': change(
        proposed,
        append(fuel, '/runtime/regions', 'eu-south-1'),
      ).finds(warn('platform/regions', 'regions: [eu-west-1, ▸eu-south-1]', 'eu-south-1 is not in the list')),
      'a retired entry': change(append(retired, '/runtime/regions', 'moon-1')).finds(),
    },
  },
  'platform/resources': {
    fails: {
      'more than the cap': change(set(fuel, '/runtime/resources/cpu', '"4"')).finds(
        deny(
          'platform/resources',
          'cpu: ▸"4"',
          'The cpu is 4. An entry of type function states more than zero and at most 2.',
        ),
      ),
      'a time that is not stated': change(drop(fuel, '/runtime/resources/timeout')).finds(
        deny('platform/resources', '▸resources:', 'The timeout is not stated.'),
      ),
    },
    passes: {
      'the cap itself, in other units': change(
        set(fuel, '/runtime/resources/cpu', '2000m'),
        set(fuel, '/runtime/resources/memory', '4096Mi'),
        set(fuel, '/runtime/resources/timeout', 'PT15M'),
      ).finds(),
      'a module states what it has to': change(drop(module, '/runtime/resources/cpu')).finds(),
    },
    edges: {
      'just above each cap': change(
        set(fuel, '/runtime/resources/cpu', '2001m'),
        set(fuel, '/runtime/resources/memory', '4097Mi'),
        set(fuel, '/runtime/resources/timeout', '901s'),
      ).finds(
        deny('platform/resources', 'cpu: ▸2001m', 'at most 2.'),
        deny('platform/resources', 'memory: ▸4097Mi', 'at most 4Gi.'),
        deny('platform/resources', 'timeout: ▸901s', 'at most 15m.'),
      ),
      'nothing at all': change(set(fuel, '/runtime/resources/memory', '0Mi')).finds(
        deny('platform/resources', 'memory: ▸0Mi', 'The memory is 0Mi.'),
      ),
      'a deprecated entry': change(set(deprecated, '/runtime/resources/cpu', '"64"')).finds(),
    },
  },
  'platform/runtime-ending': {
    fails: {
      'six weeks before the end': change(renamed)
        .at('2028-03-15T08:00:00Z')
        .finds(
          warn(
            'platform/runtime-ending',
            'version: ▸node24',
            'The runtime node24 is supported until 2028-04-30 only.',
          ),
        ),
    },
    passes: {
      'years before the end': change(set(fuel, '/runtime/version', 'python3.14')).finds(),
      'a version without an end': change(set(rates, '/runtime/version', 'wasip1')).finds(),
    },
    edges: {
      'the sixtieth day before the end': change(renamed)
        .at('2028-03-01T00:00:00Z')
        .finds(warn('platform/runtime-ending', 'version: ▸node24', 'until 2028-04-30 only')),
      'the day before that': change(renamed).at('2028-02-29T23:59:59Z').finds(),
      'the last day of support': change(renamed)
        .at('2028-04-30T23:59:59Z')
        .finds(warn('platform/runtime-ending', 'version: ▸node24', 'until 2028-04-30 only')),
    },
  },
  'platform/runtime-supported': {
    fails: {
      'a version that has ended': change(set(fuel, '/runtime/version', 'node20')).finds(
        deny('platform/runtime-supported', 'version: ▸node20', 'node20 was supported until 2026-04-30 only'),
      ),
      'a version that nobody knows': change(set(fuel, '/runtime/version', 'node23')).finds(
        deny('platform/runtime-supported', 'version: ▸node23', 'is not one that the platform supports'),
      ),
      'no version': change(drop(fuel, '/runtime/version')).finds(
        deny(
          'platform/runtime-supported',
          '▸runtime:',
          'The runtime function does not say which version it is.',
        ),
      ),
    },
    passes: {
      'another version that is supported': change(set(fuel, '/runtime/version', 'node22')).finds(),
      'a frame needs no version': change(drop(frame, '/runtime/version')).finds(),
    },
    edges: {
      'time alone has ended it': change(renamed)
        .at('2028-05-01T00:00:00Z')
        .finds(
          warn('platform/runtime-supported', 'version: ▸node24', 'was supported until 2028-04-30 only', {
            helps: 'It was there before this change; new ones are refused.',
          }),
        ),
      'a retired entry': change(set(retired, '/runtime/version', 'node0.12')).finds(),
    },
  },
};
