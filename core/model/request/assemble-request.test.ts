import { describe, expect, it } from 'vitest';
import { catalogOf } from '../testing/catalogs.ts';
import { anApp, anInstallation, aTeam } from '../testing/manifests.ts';
import { assembleInstallation } from './assemble-installation.ts';
import { assembleWaiver } from './assemble-waiver.ts';
import { findReportedEntity } from './find-reported-entity.ts';
import type { Answers } from './read-answers.ts';

const catalog = catalogOf([anApp(), aTeam({ github: 'acme/finance' }), anInstallation()]);
const wanted = { app: 'invoice-scanner', team: 'finance', environment: 'staging', reason: 'For the tests.' };
const waiver = {
  rule: 'org/vendor-risk',
  entity: 'App/invoice-scanner',
  'granted-by': 'security',
  until: '2027-03-31',
  reason: 'The vendor is under review until March.',
};
const answersOf = (answers: Readonly<Record<string, string>>): Answers => new Map(Object.entries(answers));

describe('when an installation is asked for', () => {
  it('returns its manifest in its place', () => {
    const more = { until: '90d', budget: '15.00', config: 'channel: "#x"', secrets: 'A: vault:kv/x#a' };
    expect(assembleInstallation(answersOf({ ...wanted, ...more }), catalog)).toEqual({
      ok: true,
      draft: {
        path: 'catalog/installations/finance/invoice-scanner-finance-staging.yaml',
        manifest: {
          ...{ apiVersion: 'souk/v1', kind: 'Installation', id: 'invoice-scanner-finance-staging' },
          ...{ app: 'invoice-scanner', version: '^1.4.2', team: 'finance', environment: 'staging' },
          ...{
            config: { channel: '#x' },
            secrets: { A: 'vault:kv/x#a' },
            ttl: '90d',
            budget: { monthly: '15.00' },
          },
        },
      },
    });
  });

  it('ends on a day when one is given', () => {
    const drafted = assembleInstallation(answersOf({ ...wanted, until: '2027-03-31' }), catalog);
    expect(drafted).toMatchObject({ draft: { manifest: { expiresAt: '2027-03-31' } } });
  });

  it('takes the next id when another has the one that is made', () => {
    const taken = catalogOf([anApp(), anInstallation({ id: 'invoice-scanner-finance-staging' })]);
    expect(assembleInstallation(answersOf(wanted), taken)).toMatchObject({
      draft: { manifest: { id: 'invoice-scanner-finance-staging-2' } },
    });
  });

  it.each([
    ['the team is a path', { team: '../../.github/workflows' }],
    ['the id is a path', { id: '../x' }],
    ['the id is code', { id: '$(id)' }],
    ['the id is taken', { id: anInstallation().id }],
    ['the app is not known', { app: 'other' }],
    ['the app is no id', { app: '__proto__' }],
    ['the budget is no amount', { budget: 'a lot' }],
    ['the time is none', { until: 'for ever' }],
    ['the configuration is a list', { config: '- a' }],
    ['the configuration is no YAML', { config: '{' }],
    ['the configuration hides characters', { config: 'a: "\u202e"' }],
    ['the secrets are values', { secrets: 'TOKEN: hunter2' }],
    ['the configuration is an alias bomb', { config: bomb() }],
  ])('refuses it when %s', (_name, changes) => {
    const drafted = assembleInstallation(answersOf({ ...wanted, ...changes }), catalog);
    expect(drafted.ok).toBe(false);
  });
});

describe('when a waiver is asked for', () => {
  it('returns its manifest in its place', () => {
    expect(assembleWaiver(answersOf({ ...waiver, path: '/egress/1' }), catalog)).toMatchObject({
      draft: {
        path: 'catalog/waivers/invoice-scanner-vendor-risk.yaml',
        manifest: { rule: 'org/vendor-risk', path: '/egress/1', approvedBy: 'security' },
      },
    });
  });

  it.each([
    ['the entity is a path', { entity: '../x' }],
    ['the day is none', { until: '2027-02-30' }],
    ['the reason says nothing', { reason: 'because' }],
  ])('refuses it when %s', (_name, changes) => {
    expect(assembleWaiver(answersOf({ ...waiver, ...changes }), catalog).ok).toBe(false);
  });
});

describe('when a problem is reported', () => {
  it.each(['App/invoice-scanner', 'invoice-scanner'])('finds the entity and its team: %s', (text) => {
    expect(findReportedEntity(text, catalog)).toMatchObject({
      draft: { key: { kind: 'App', id: 'invoice-scanner' }, team: { github: 'acme/finance' } },
    });
  });

  it('says what was meant when there is none of that name', () => {
    expect(findReportedEntity('App/invoice-scaner', catalog)).toMatchObject({
      problems: [{ message: 'There is no such entry in the catalog. Did you mean App/invoice-scanner?' }],
    });
  });
});

function bomb(): string {
  const levels = 'abcdefgh'.split('');
  const lines = levels.map((name, i) => {
    const above = levels[i - 1];
    const item = above === undefined ? 'x' : `*${above}`;
    return `${name}: &${name} [${Array.from({ length: 8 }, () => item).join(', ')}]`;
  });
  return lines.join('\n');
}
