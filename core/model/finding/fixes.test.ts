import { describe, expect, it } from 'vitest';
import { checkReferences } from '../check/check-references.ts';
import { checkManifest, readManifestText } from '../manifest/parse-manifest.ts';
import { catalogOf, contextOf } from '../testing/catalogs.ts';
import { anApp, anInstallation, aTeam } from '../testing/manifests.ts';
import type { Finding } from './finding.ts';
import { blotFinding } from './hide-secrets.ts';
import { locateFindings } from './locate-findings.ts';

const app = `apiVersion: souk/v1
kind: App
id: a
version: 1.0.0
name: An app
summary: Does one thing well.
owner: t
runtime: {type: wasm}
`;
const installation = `apiVersion: souk/v1
kind: Installation
id: a
app: b
version: "1"
team: t
environment: dev
`;

function findIn(text: string): Finding[] {
  const { problems } = checkManifest(readManifestText(text).value);
  return locateFindings(
    problems.map((problem) => ({ ...problem, path: 'm.yaml' })),
    () => text,
  );
}

/** The text with its only fix taken over; undefined when none is offered. */
function mend(text: string): string | undefined {
  const [finding] = findIn(text).filter(({ fix }) => fix !== undefined);
  if (finding?.fix === undefined) return undefined;
  const { line, column, endColumn } = finding.location;
  return text
    .split('\n')
    .map((old, i) =>
      i === line - 1 ? old.slice(0, column - 1) + finding.fix?.text + old.slice(endColumn - 1) : old,
    )
    .join('\n');
}

describe('when the schema finds something whose mend is certain', () => {
  it.each<[name: string, text: string, wanted: string]>([
    ['a misspelt field', app.replace('owner:', 'onwer:'), app],
    ['a field in another case', app.replace('owner:', 'Owner:'), app],
    ['a quoted field', app.replace('owner:', '"onwer":'), app.replace('owner:', '"owner":')],
    ['a nested field', app.replace('type:', 'typ:'), app],
    ['a misspelt value', app.replace('wasm', 'wazm'), app],
    ["a value in 'quotes'", app.replace('wasm', "'wazm'"), app.replace('wasm', "'wasm'")],
    [
      'a number that should be text',
      installation.replace('"1"', '1.0'),
      installation.replace('"1"', '"1.0"'),
    ],
    [
      'a truth value that should be text',
      app.replace('An app', 'true # yes'),
      app.replace('An app', '"true" # yes'),
    ],
  ])('offers a text without the problem: %s', (_name, text, wanted) => {
    expect(mend(text)).toBe(wanted);
  });

  it.each<[name: string, text: string]>([
    ['nothing is near', app.replace('owner:', 'zebra:')],
    ['the field is there already', `${app}ownr: t\n`],
    ['the field has another type', `${app}tagz: 3\n`],
    ['quotes alone do not help', app.replace('1.0.0', '1.0')],
    ['the value is written as an alias', app.replace('t\n', '&x wazm\n').replace('type: wasm', 'type: *x')],
  ])('offers nothing when %s', (_name, text) => {
    expect(findIn(text)).not.toEqual([]);
    expect(mend(text)).toBeUndefined();
  });

  it('tries a bounded number of mends', () => {
    const secrets = Array.from({ length: 40 }, (_, i) => `  - {nam: S${i}}`).join('\n');
    const fixed = findIn(`${app}secrets:\n${secrets}\n`).filter(({ fix }) => fix !== undefined);
    expect(fixed.length).toBeLessThanOrEqual(20);
  });
});

describe('when a reference has one close match', () => {
  const fixesOf = (changes: Parameters<typeof anInstallation>[0]): unknown[] => {
    const head = catalogOf([aTeam(), aTeam({ id: 'sales' }), anApp(), anInstallation(changes)]);
    return checkReferences.run(contextOf(catalogOf([aTeam()]), head)).map(({ fix }) => fix);
  };

  it.each<[name: string, changes: Parameters<typeof anInstallation>[0], fix: unknown]>([
    ['a team', { team: 'finanec' }, { replace: 'finanec', by: 'finance' }],
    ['an app', { app: 'invoice-scaner' }, { replace: 'invoice-scaner', by: 'invoice-scanner' }],
    ['nothing near', { team: 'legal-office' }, undefined],
    ['another number', { app: 'invoice-scanner-2' }, undefined],
  ])('offers it: %s', (_name, changes, fix) => {
    expect(fixesOf(changes)).toEqual([fix]);
  });
});

describe('when a fix would show a secret', () => {
  it('is not offered', () => {
    const finding = findIn(app.replace('owner:', 'onwer:')).find(({ fix }) => fix !== undefined);
    const blot = (text: string): string => text.replaceAll('owner', '*****');
    expect(finding?.fix).toBeDefined();
    expect(finding && blotFinding(finding, blot).fix).toBeUndefined();
  });
});
