import { change, deny, given, type RuleTable, warn } from '../../testing/policy-case.ts';
import { append, copy, drop, replace, set } from '../../testing/sample-edits.ts';
import { app, connector } from '../../testing/sample-paths.ts';

const fuel = app('fuel-surcharge-index');
const rates = app('rate-engine');
const frame = app('carrier-scorecard');
const widget = app('track-and-trace-widget');
const module = app('warehouse-edge-site');
const retired = app('returns-desk');
const deprecated = app('pallet-label-printer');
const vetted = app('demand-forecast');
const proposed = app('route-optimizer');
const alerts = connector('crm-slack-alerts');
const directory = app('hris-directory-sync');

const top = '▸apiVersion: souk/v1';
const noObjectives = warn('developer/slo-declared', top, 'promises no service level');

const digits = '0123456789abcdef'.repeat(4);
const renamed = set(fuel, '/name', 'Fuel Index');

export const platformRuntimeCases: RuleTable = {
  'platform/artifact-digest': {
    fails: {
      'a tag alone': change(set(fuel, '/artifact/ref', 'registry.example.com/acme/fuel:1.2.0')).finds(
        deny(
          'platform/artifact-digest',
          'ref: ▸registry.example.com/acme/fuel:1.2.0',
          'not pinned by a sha256 digest',
        ),
      ),
      'no artifact': change(drop(fuel, '/artifact')).finds(
        deny('platform/artifact-digest', top, 'The artifact is missing.'),
      ),
    },
    passes: {
      'another digest': change(
        set(fuel, '/artifact/ref', `registry.example.com/acme/fuel@sha256:${digits}`),
      ).finds(),
    },
    edges: {
      'a digit is missing': change(
        set(fuel, '/artifact/ref', `registry.example.com/acme/fuel@sha256:${digits.slice(1)}`),
      ).finds(
        deny(
          'platform/artifact-digest',
          `ref: ▸registry.example.com/acme/fuel@sha256:${digits.slice(1)}`,
          'not pinned',
        ),
      ),
      'a proposal was not built yet': change(drop(proposed, '/artifact')).finds(noObjectives),
    },
  },
  'platform/artifact-registry': {
    fails: {
      'a registry of others': change(
        set(fuel, '/artifact/ref', `docker.io/acme/fuel@sha256:${digits}`),
      ).finds(
        deny(
          'platform/artifact-registry',
          `ref: ▸docker.io/acme/fuel@sha256:${digits}`,
          'comes from docker.io, which is not an approved registry',
        ),
      ),
    },
    passes: {
      'a part of another registry that is approved': change(
        set(fuel, '/artifact/ref', `ghcr.io/acme/fuel@sha256:${digits}`),
      ).finds(),
    },
    edges: {
      'a name that begins like an approved one': change(
        set(fuel, '/artifact/ref', `registry.example.com.evil.net/acme/fuel@sha256:${digits}`),
      ).finds(
        deny(
          'platform/artifact-registry',
          `ref: ▸registry.example.com.evil.net/acme/fuel@sha256:${digits}`,
          'comes from registry.example.com.evil.net',
        ),
      ),
      'a way out of the approved part': change(
        set(fuel, '/artifact/ref', `ghcr.io/acme/../evil/fuel@sha256:${digits}`),
      ).finds(
        deny(
          'platform/artifact-registry',
          `ref: ▸ghcr.io/acme/../evil/fuel@sha256:${digits}`,
          'comes from ghcr.io',
        ),
      ),
    },
  },
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
      'a proposal in a region to come': change(append(proposed, '/runtime/regions', 'eu-south-1')).finds(
        noObjectives,
        warn('org/data-residency', 'regions: [eu-central-1, ▸eu-south-1]', 'eu-south-1 is outside of eu'),
        warn('platform/regions', 'regions: [eu-central-1, ▸eu-south-1]', 'eu-south-1 is not in the list'),
      ),
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
  'platform/sbom': {
    fails: {
      'no bill of materials': change(drop(fuel, '/sbom')).finds(
        deny('platform/sbom', top, 'The software bill of materials is missing.'),
      ),
      'one that lies elsewhere, without a digest': change(
        set(fuel, '/sbom', '{url: https://sboms.example.com/fuel.json}'),
      ).finds(
        deny(
          'platform/sbom',
          'sbom: {url: ▸https://sboms.example.com/fuel.json}',
          'lies elsewhere and has no digest',
        ),
      ),
    },
    passes: {
      'the name of the file, as a text': change(set(fuel, '/sbom', 'sbom.cdx.json')).finds(),
      'one that lies elsewhere, with its digest': change(
        set(fuel, '/sbom', `{url: https://sboms.example.com/fuel.json, digest: "sha256:${digits}"}`),
      ).finds(),
    },
    edges: {
      'a format without a document': change(set(fuel, '/sbom', '{format: spdx}')).finds(
        deny('platform/sbom', 'sbom: ▸{format: spdx}', 'is declared without a path or an address'),
      ),
      'an address, as a text': change(set(fuel, '/sbom', 'https://sboms.example.com/fuel.json')).finds(
        deny(
          'platform/sbom',
          'sbom: ▸https://sboms.example.com/fuel.json',
          'lies elsewhere and has no digest',
        ),
      ),
      'a proposal of high risk': change(drop(proposed, '/sbom')).finds(
        noObjectives,
        warn('platform/sbom', top, 'is missing', { helps: 'before the entry can be vetted' }),
      ),
    },
  },
  'platform/signature': {
    fails: {
      'nobody signed it': change(drop(fuel, '/provenance/signedBy')).finds(
        deny(
          'platform/signature',
          '▸provenance:',
          'An entry of low risk has to name who signed its artifact',
        ),
      ),
      'high risk without an attestation': change(drop(directory, '/provenance/attestations')).finds(
        deny(
          'platform/signature',
          '▸provenance:',
          'An entry of high risk has to name an attestation of its build',
        ),
      ),
    },
    passes: {
      'somebody else signed it': change(set(fuel, '/provenance/signedBy', 'build@example.com')).finds(),
      'medium risk without an attestation': change(drop(rates, '/provenance/attestations')).finds(),
    },
    edges: {
      'low risk before it is published': change(
        set(fuel, '/lifecycle/stage', 'vetted'),
        drop(fuel, '/provenance/signedBy'),
      ).finds(),
      'it was not signed before': given(drop(fuel, '/provenance/signedBy'))
        .change(renamed)
        .finds(
          warn('platform/signature', '▸provenance:', 'who signed its artifact', {
            helps: 'there before this change',
          }),
        ),
      'what the risk is has no part in what is new': given(drop(vetted, '/provenance/signedBy'))
        .change(set(vetted, '/lifecycle/stage', 'published'))
        .finds(warn('platform/signature', '▸provenance:', 'An entry of medium risk')),
    },
  },
  'platform/slsa': {
    fails: {
      'no level': change(drop(fuel, '/provenance/slsa')).finds(
        warn('platform/slsa', '▸provenance:', 'SLSA level 0; an entry of low risk needs at least 1'),
      ),
      'a level that is too low, as a text': change(set(vetted, '/provenance/slsa', 'SLSA 1')).finds(
        warn('platform/slsa', 'slsa: ▸SLSA 1', 'SLSA level 1; an entry of medium risk needs at least 2', {
          helps: 'The rule is being introduced and does not block yet.',
        }),
      ),
    },
    passes: {
      'low risk': change(set(fuel, '/provenance/slsa', '1')).finds(),
      'a level, as a text': change(set(directory, '/provenance/slsa', 'L3')).finds(),
    },
    edges: {
      'high risk': change(set(directory, '/provenance/slsa', '2')).finds(
        warn('platform/slsa', 'slsa: ▸2', 'an entry of high risk needs at least 3'),
      ),
      'no provenance at all': change(drop(fuel, '/provenance')).finds(
        deny('platform/signature', top, 'who signed its artifact'),
        warn('platform/slsa', top, 'SLSA level 0'),
      ),
    },
  },
};
