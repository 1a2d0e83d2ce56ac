import type { App } from '@souk/model/manifest/manifest.ts';
import { anApp } from '@souk/model/testing/manifests.ts';
import { describe, expect, it } from 'vitest';
import type { SbomComponent } from '../sbom/sbom.ts';
import type { LicenseSettings } from './license-settings.ts';
import { licenseSettings } from './testing/license-settings.ts';
import { type LicenseVetting, vetLicenses } from './vet-licenses.ts';

const place = { offset: 10, endOffset: 20 };

function component(licenses: readonly string[], changes: Partial<SbomComponent> = {}): SbomComponent {
  return {
    ref: 'a',
    name: 'left-pad',
    version: '1.3.0',
    purl: 'pkg:npm/left-pad@1.3.0',
    licenses,
    hashes: {},
    place,
    ...changes,
  };
}

function vet(
  components: readonly SbomComponent[],
  {
    app = {},
    settings = {},
  }: { readonly app?: Partial<App>; readonly settings?: Partial<LicenseSettings> } = {},
): LicenseVetting {
  const sbom = {
    format: 'cyclonedx' as const,
    specVersion: '1.6',
    encoding: 'json' as const,
    components,
    dependencies: {},
    authors: [],
    tools: [],
  };
  const entry = anApp({ runtime: { type: 'wasm' }, ...app });
  return vetLicenses({ entry }, licenseSettings(settings), { sbom, file: 'sbom.cdx.json' });
}

describe('when components are judged', () => {
  it.each<[name: string, licenses: string[], rules: string[]]>([
    ['an allowed licence', ['MIT'], []],
    ['a denied licence', ['GPL-3.0-only'], ['license/denied']],
    ['a licence with duties', ['MPL-2.0'], ['license/review']],
    ['a licence on no list', ['0BSD'], ['license/unknown']],
    ['text that is no expression', ['Commercial, ask Bob'], ['license/unknown']],
    ['a name that all objects have', ['constructor', '__proto__'], ['license/unknown', 'license/unknown']],
    ['a name that the settings know', ['Apache License, Version 2.0'], []],
    ['no licence', [], ['license/missing']],
    ['several licences of which one is denied', ['MIT', 'AGPL-3.0-only'], ['license/denied']],
  ])('answers on %s', (_, licenses, rules) => {
    expect(vet([component(licenses)]).findings.map(({ rule }) => rule)).toEqual(rules);
  });

  it('says what is wrong, where, and how a waiver names it', () => {
    expect(vet([component(['GPL-3.0-only OR AGPL-3.0-only'])]).findings).toEqual([
      {
        rule: 'license/denied',
        file: 'sbom.cdx.json',
        place,
        message:
          'pkg:npm/left-pad 1.3.0 is under GPL-3.0-only OR AGPL-3.0-only: GPL-3.0-only is denied; AGPL-3.0-only is denied, in an entry that is handed out to its users.',
        help: 'Use another package, or ask for an exemption with its reason.',
        about: 'GPL-3.0-only OR AGPL-3.0-only pkg:npm/left-pad',
      },
    ]);
  });

  it('points at the manifest when the document lies elsewhere', () => {
    const { sbom } = { sbom: { ...vetSbomOf(component(['GPL-3.0-only'])) } };
    const [finding] = vetLicenses({ entry: anApp({ runtime: { type: 'wasm' } }) }, licenseSettings(), {
      sbom,
    }).findings;
    expect(finding).toMatchObject({ place: { pointer: '/sbom', on: 'value' } });
    expect(finding).not.toHaveProperty('file');
  });

  it('counts them as evidence', () => {
    const { evidence } = vet([
      component(['MIT']),
      component(['MIT', 'GPL-3.0-only']),
      component([]),
      component(['x y']),
    ]);
    expect(evidence).toEqual({
      model: 'distributed',
      components: { allowed: 1, review: 0, unknown: 1, denied: 1, missing: 1, exempt: 0 },
      licenses: { 'GPL-3.0-only': 1, MIT: 2, 'x y': 1 },
    });
  });
});

function vetSbomOf(...components: SbomComponent[]) {
  return {
    format: 'spdx' as const,
    specVersion: '2.3',
    encoding: 'json' as const,
    components,
    dependencies: {},
    authors: [],
    tools: [],
  };
}

describe('when the model of distribution differs', () => {
  it.each<[name: string, app: Partial<App>, rules: string[]]>([
    ['what is handed out may not', { runtime: { type: 'wasm' } }, ['license/denied']],
    ['a service may', { runtime: { type: 'container' } }, []],
    ['what is labelled internal may', { runtime: { type: 'wasm' }, compliance: ['internal-only'] }, []],
    [
      'a runtime that is not named goes by the strictest',
      { runtime: { type: 'low-code' } },
      ['license/denied'],
    ],
  ])('%s hold GPL code', (_, app, rules) => {
    expect(vet([component(['GPL-3.0-only'])], { app }).findings.map(({ rule }) => rule)).toEqual(rules);
  });

  it('takes the level of what is unknown from it', () => {
    const levels = (app: Partial<App>) =>
      vet([component(['0BSD']), component([])], { app }).findings.map(({ level }) => level);
    expect(levels({ runtime: { type: 'wasm' } })).toEqual(['deny', 'warn']);
    expect(levels({ runtime: { type: 'container' } })).toEqual(['warn', 'notice']);
  });
});

describe('when a package is exempt', () => {
  const gpl = [component(['GPL-3.0-only'])];
  const reason = 'Bought a commercial licence.';
  it.each<[name: string, exemption: Omit<LicenseSettings['exemptions'][number], 'reason'>, holds: boolean]>([
    ['by name', { package: 'pkg:npm/left-pad' }, true],
    ['by the beginning of its name', { package: 'pkg:npm/left-*' }, true],
    ['with this licence', { package: 'pkg:npm/left-pad', license: 'GPL-3.0-only' }, true],
    ['with another licence', { package: 'pkg:npm/left-pad', license: 'GPL-2.0-only' }, false],
    ['in this model', { package: 'pkg:npm/left-pad', models: ['distributed'] }, true],
    ['in another model', { package: 'pkg:npm/left-pad', models: ['internal'] }, false],
    ['under another name', { package: 'pkg:npm/left' }, false],
  ])('%s', (_, exemption, holds) => {
    const { findings, evidence } = vet(gpl, { settings: { exemptions: [{ ...exemption, reason }] } });
    expect(findings).toHaveLength(holds ? 0 : 1);
    expect(evidence.components.exempt).toBe(holds ? 1 : 0);
  });

  it('excuses a missing licence too', () => {
    const { findings } = vet([component([])], {
      settings: { exemptions: [{ package: 'pkg:npm/left-pad', reason }] },
    });
    expect(findings).toEqual([]);
  });
});

describe('when an entry declares its own licence', () => {
  it.each<[license: string, rules: string[]]>([
    ['Apache-2.0', []],
    ['LicenseRef-Acme', []],
    ['UNLICENSED', []],
    ['GPL-3.0-only', ['license/own']],
    ['MPL-2.0', ['license/own']],
    ['whatever', ['license/own']],
  ])('answers on %s', (license, rules) => {
    const { findings } = vet([], { app: { license } });
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
    for (const finding of findings) expect(finding.place).toEqual({ pointer: '/license', on: 'value' });
  });

  it('finds nothing to say without one', () => {
    expect(vetLicenses({ entry: anApp() }, licenseSettings(), undefined).findings).toEqual([]);
  });
});
