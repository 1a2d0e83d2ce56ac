import { change, deny, given, type RuleTable, warn } from '../policy-case.ts';
import { drop, set } from '../sample-edits.ts';
import { app } from '../sample-paths.ts';

const fuel = app('fuel-surcharge-index');
const rates = app('rate-engine');
const vetted = app('demand-forecast');
const directory = app('hris-directory-sync');

const top = '▸apiVersion: souk/v1';

/** Makes a proposal of it again. */
const proposed = set(fuel, '/lifecycle/stage', 'proposed');

const digits = '0123456789abcdef'.repeat(4);
const renamed = set(fuel, '/name', 'Fuel Index');

export const platformSupplyCases: RuleTable = {
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
      'a proposal was not built yet': change(proposed, drop(fuel, '/artifact')).finds(),
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
          'The artifact comes from docker.io which is not an approved registry.',
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
      'a proposal of high risk': change(
        proposed,
        set(fuel, '/data/classification', 'restricted'),
        drop(fuel, '/sbom'),
      ).finds(warn('platform/sbom', top, 'is missing', { helps: 'before the entry can be vetted' })),
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
